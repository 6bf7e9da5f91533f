<?php
declare(strict_types=1);

/** Lets PHPStan find the classes of a Magento, those that it generates too; the module's own come from this folder. */
(static function (string $magento): void {
    if (!is_file("$magento/vendor/autoload.php")) {
        throw new RuntimeException('MAGENTO_ROOT has to name the folder of a Magento.');
    }
    require_once dirname(__DIR__, 2) . '/Test/bootstrap.php';
    $composer = require "$magento/vendor/autoload.php";
    // Last: PHPStan brings its own parser, and a Magento has an older one.
    $composer->unregister();
    $composer->register(false);
    spl_autoload_register(static function (string $class) use ($magento): void {
        $file = "$magento/generated/code/" . str_replace('\\', '/', $class) . '.php';
        if (is_file($file)) {
            require $file;
        }
    });
})((string)getenv('MAGENTO_ROOT'));
