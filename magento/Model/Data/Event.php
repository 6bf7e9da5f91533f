<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\EventInterface;

class Event implements EventInterface
{
    public function __construct(
        private readonly string $id,
        private readonly int $sequence,
        private readonly string $type,
        private readonly string $entityType,
        private readonly int $entityId,
        private readonly ?string $incrementId,
        private readonly int $storeId,
        private readonly ?string $state,
        private readonly ?string $status,
        private readonly string $occurredAt
    ) {
    }

    public function getId(): string
    {
        return $this->id;
    }

    public function getSequence(): int
    {
        return $this->sequence;
    }

    public function getType(): string
    {
        return $this->type;
    }

    public function getEntityType(): string
    {
        return $this->entityType;
    }

    public function getEntityId(): int
    {
        return $this->entityId;
    }

    public function getIncrementId(): ?string
    {
        return $this->incrementId;
    }

    public function getStoreId(): int
    {
        return $this->storeId;
    }

    public function getState(): ?string
    {
        return $this->state;
    }

    public function getStatus(): ?string
    {
        return $this->status;
    }

    public function getOccurredAt(): string
    {
        return $this->occurredAt;
    }
}
