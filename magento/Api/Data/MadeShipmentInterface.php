<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** The shipment for a document of the ERP. */
interface MadeShipmentInterface
{
    /**
     * @return int
     */
    public function getShipmentId(): int;

    /**
     * @return string
     */
    public function getIncrementId(): string;

    /**
     * @return bool
     */
    public function getCreated(): bool;
}
