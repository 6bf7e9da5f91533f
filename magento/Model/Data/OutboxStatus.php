<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\OutboxStatusInterface;

class OutboxStatus implements OutboxStatusInterface
{
    public function __construct(
        private readonly int $pending,
        private readonly int $dead,
        private readonly int $lastSequence,
        private readonly ?string $oldestPendingAt
    ) {
    }

    public function getPending(): int
    {
        return $this->pending;
    }

    public function getDead(): int
    {
        return $this->dead;
    }

    public function getLastSequence(): int
    {
        return $this->lastSequence;
    }

    public function getOldestPendingAt(): ?string
    {
        return $this->oldestPendingAt;
    }
}
