<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** How the module stands. */
interface ModuleStatusInterface
{
    /**
     * @return string
     */
    public function getModuleVersion(): string;

    /**
     * @return string
     */
    public function getMagentoVersion(): string;

    /**
     * @return string
     */
    public function getEdition(): string;

    /**
     * @return string
     */
    public function getAdminOrigin(): string;

    /**
     * @return string
     */
    public function getTimezone(): string;

    /**
     * @return string
     */
    public function getBaseCurrency(): string;

    /**
     * @return \Orderbridge\Connector\Api\Data\OutboxStatusInterface
     */
    public function getOutbox(): \Orderbridge\Connector\Api\Data\OutboxStatusInterface;
}
