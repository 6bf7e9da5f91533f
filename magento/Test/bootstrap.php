<?php
declare(strict_types=1);

/** The tests run without Magento: only classes that know nothing of it are loaded. */
spl_autoload_register(static function (string $class): void {
    $prefix = 'Orderbridge\\Connector\\';
    if (str_starts_with($class, $prefix)) {
        $file = dirname(__DIR__) . '/' . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
