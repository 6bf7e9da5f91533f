<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\MadeShipmentInterface;

class MadeShipment implements MadeShipmentInterface
{
    public function __construct(
        private readonly int $shipmentId,
        private readonly string $incrementId,
        private readonly bool $created
    ) {
    }

    public function getShipmentId(): int
    {
        return $this->shipmentId;
    }

    public function getIncrementId(): string
    {
        return $this->incrementId;
    }

    public function getCreated(): bool
    {
        return $this->created;
    }
}
