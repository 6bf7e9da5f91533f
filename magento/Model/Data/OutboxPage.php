<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\EventInterface;
use Orderbridge\Connector\Api\Data\OutboxPageInterface;

class OutboxPage implements OutboxPageInterface
{
    /**
     * @param EventInterface[] $events
     */
    public function __construct(
        private readonly array $events,
        private readonly int $lastSequence
    ) {
    }

    public function getEvents(): array
    {
        return $this->events;
    }

    public function getLastSequence(): int
    {
        return $this->lastSequence;
    }
}
