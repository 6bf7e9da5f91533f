<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Orderbridge\Connector\Model\Clock;
use Orderbridge\Connector\Rules\Uuid;

/** Writes facts into the outbox, inside whatever transaction is under way. */
class Writer
{
    public function __construct(private readonly Table $table, private readonly Clock $clock)
    {
    }

    /**
     * @param string $key the same fact has the same key, at most 128 characters
     * @return bool false: this fact was told before
     */
    public function write(Fact $fact, string $key): bool
    {
        $row = [
            'event_id' => Uuid::v4(),
            'type' => $fact->type,
            'entity_type' => $fact->entityType,
            'entity_id' => $fact->entityId,
            'increment_id' => $fact->incrementId,
            'store_id' => $fact->storeId,
            'state' => $fact->state,
            'status' => $fact->status,
            'occurred_at' => Clock::toColumn($this->clock->now()),
            'dedupe_key' => $key,
        ];
        // MySQL counts 1 for a new row and 0 for one that stays as it is. INSERT IGNORE would hide other errors too.
        $affected = $this->table->connection()->insertOnDuplicate($this->table->name(), $row, ['dedupe_key']);
        return $affected === 1;
    }

    /** The order was saved again in the transaction that wrote the row: the row says how it ends. */
    public function refresh(Fact $fact, string $key): void
    {
        $this->table->connection()->update(
            $this->table->name(),
            ['state' => $fact->state, 'status' => $fact->status],
            ['dedupe_key = ?' => $key]
        );
    }
}
