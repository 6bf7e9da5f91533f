<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Orderbridge\Connector\Model\Clock;
use Orderbridge\Connector\Rules\Outcome;

/** The outbox as those see it who read it. Rows have the columns of the table. */
class Queue
{
    /** The pull finds gaps by comparing; a month is far beyond the longest outage that a push outlives. */
    private const KEEP_SENT_SECONDS = 30 * 86400;
    private const DELETE_AT_ONCE = 1000;

    public function __construct(private readonly Table $table, private readonly Clock $clock)
    {
    }

    /** @return array<int, array<string, mixed>> the oldest events that are neither sent nor dead */
    public function waiting(int $limit): array
    {
        $connection = $this->table->connection();
        return $connection->fetchAll(
            $connection->select()->from($this->table->name())
                ->where('outcome = ?', Outcome::Pending->value)
                ->where('sequence IS NOT NULL')->order('sequence')->limit($limit)
        );
    }

    /** @return array<int, array<string, mixed>> events after a sequence, whatever became of them */
    public function after(int $sequence, int $limit): array
    {
        $connection = $this->table->connection();
        return $connection->fetchAll(
            $connection->select()->from($this->table->name())
                ->where('sequence > ?', $sequence)->order('sequence')->limit($limit)
        );
    }

    /** @return array<int, array<string, mixed>> the newest rows of one outcome, or of all */
    public function newest(?Outcome $outcome, int $limit): array
    {
        $connection = $this->table->connection();
        $select = $connection->select()->from($this->table->name())->order('row_id DESC')->limit($limit);
        return $connection->fetchAll($outcome ? $select->where('outcome = ?', $outcome->value) : $select);
    }

    public function count(Outcome $outcome): int
    {
        $connection = $this->table->connection();
        return (int)$connection->fetchOne(
            $connection->select()->from($this->table->name(), 'COUNT(*)')->where('outcome = ?', $outcome->value)
        );
    }

    /** @return string|null ISO 8601 */
    public function oldestPendingAt(): ?string
    {
        $connection = $this->table->connection();
        $oldest = $connection->fetchOne(
            $connection->select()->from($this->table->name(), 'MIN(occurred_at)')
                ->where('outcome = ?', Outcome::Pending->value)
        );
        return $oldest ? Clock::toIso((string)$oldest) : null;
    }

    /** @return string|null why the newest dead event was given up */
    public function lastDeadError(): ?string
    {
        $connection = $this->table->connection();
        $error = $connection->fetchOne(
            $connection->select()->from($this->table->name(), 'last_error')
                ->where('outcome = ?', Outcome::Dead->value)->order('sequence DESC')->limit(1)
        );
        return $error ? (string)$error : null;
    }

    /** @param array<string, mixed> $changes */
    public function settle(int $rowId, array $changes): void
    {
        $this->table->connection()->update($this->table->name(), $changes, ['row_id = ?' => $rowId]);
    }

    /**
     * Lets dead events be tried again, from the beginning.
     * @param int[] $sequences empty: all of them
     * @return int how many
     */
    public function requeue(array $sequences): int
    {
        $where = ['outcome = ?' => Outcome::Dead->value];
        if ($sequences !== []) {
            $where['sequence IN (?)'] = $sequences;
        }
        $fresh = [
            'outcome' => Outcome::Pending->value,
            'attempts' => 0,
            'first_attempt_at' => null,
            'next_attempt_at' => null,
            'settled_at' => null,
        ];
        return (int)$this->table->connection()->update($this->table->name(), $fresh, $where);
    }

    /** Deletes what was sent long ago. The last number stays: the next one is counted from it. */
    public function clean(): int
    {
        $connection = $this->table->connection();
        $last = (int)$connection->fetchOne($connection->select()->from($this->table->name(), 'MAX(sequence)'));
        $before = Clock::toColumn($this->clock->now() - self::KEEP_SENT_SECONDS);
        $deleted = 0;
        do {
            $ids = $connection->fetchCol(
                $connection->select()->from($this->table->name(), 'row_id')
                    ->where('outcome = ?', Outcome::Sent->value)->where('sequence < ?', $last)
                    ->where('settled_at < ?', $before)->limit(self::DELETE_AT_ONCE)
            );
            $deleted += $ids === [] ? 0 : $connection->delete($this->table->name(), ['row_id IN (?)' => $ids]);
        } while (count($ids) === self::DELETE_AT_ONCE);
        return $deleted;
    }

    /**
     * @param array<string, mixed> $row
     * @return array<string, mixed> the event as the bridge reads it
     */
    public static function toEvent(array $row): array
    {
        $text = static fn (string $column): ?string => $row[$column] === null ? null : (string)$row[$column];
        return [
            'id' => (string)$row['event_id'],
            'sequence' => (int)$row['sequence'],
            'type' => (string)$row['type'],
            'entity_type' => (string)$row['entity_type'],
            'entity_id' => (int)$row['entity_id'],
            'increment_id' => $text('increment_id'),
            'store_id' => (int)$row['store_id'],
            'state' => $text('state'),
            'status' => $text('status'),
            'occurred_at' => Clock::toIso((string)$row['occurred_at']),
        ];
    }
}
