<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Tells the bridge that the module is there, and how it stands. */
interface StatusInterface
{
    /**
     * @return \Orderbridge\Connector\Api\Data\ModuleStatusInterface
     */
    public function read(): \Orderbridge\Connector\Api\Data\ModuleStatusInterface;
}
