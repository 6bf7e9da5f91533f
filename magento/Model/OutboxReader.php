<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Orderbridge\Connector\Api\Data\EventInterface;
use Orderbridge\Connector\Api\Data\OutboxPageInterface;
use Orderbridge\Connector\Api\OutboxInterface;
use Orderbridge\Connector\Model\Data\Event;
use Orderbridge\Connector\Model\Data\OutboxPage;
use Orderbridge\Connector\Model\Outbox\Numbers;
use Orderbridge\Connector\Model\Outbox\Queue;

class OutboxReader implements OutboxInterface
{
    private const MOST = 1000;

    public function __construct(private readonly Numbers $numbers, private readonly Queue $queue)
    {
    }

    /** Gives the numbers first: a shop whose cron stands still can be read all the same. */
    public function read(int $after = 0, int $limit = 100): OutboxPageInterface
    {
        $this->numbers->give();
        $rows = $this->queue->after(max($after, 0), min(max($limit, 1), self::MOST));
        return new OutboxPage(array_map(self::toEvent(...), $rows), $this->numbers->last());
    }

    /** @param array<string, mixed> $row */
    private static function toEvent(array $row): EventInterface
    {
        $event = Queue::toEvent($row);
        return new Event(
            $event['id'],
            $event['sequence'],
            $event['type'],
            $event['entity_type'],
            $event['entity_id'],
            $event['increment_id'],
            $event['store_id'],
            $event['state'],
            $event['status'],
            $event['occurred_at']
        );
    }
}
