<?php
declare(strict_types=1);

/**
 * What can be said of the module without Magento: every name in its XML leads somewhere.
 * With MAGENTO_ROOT=<a Magento with its vendor folder> every XML file is also validated against Magento's own schemas.
 */

require dirname(__DIR__) . '/Test/bootstrap.php';
foreach (['Checks', 'Phrases', 'Schemas'] as $file) {
    require __DIR__ . "/$file.php";
}

$checks = new Orderbridge\Connector\Dev\Checks(dirname(__DIR__));
$problems = $checks->run(getenv('MAGENTO_ROOT') ?: null);
foreach ($problems as $problem) {
    fwrite(STDERR, $problem . PHP_EOL);
}
echo sprintf("%d XML files, %d phrases in %d languages: %d problems\n", ...[...$checks->counts(), count($problems)]);
exit($problems === [] ? 0 : 1);
