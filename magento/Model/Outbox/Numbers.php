<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Framework\Lock\LockManagerInterface;
use Orderbridge\Connector\Rules\Numbering;

/**
 * Gives committed events their sequence. One process at a time: a number that is given inside the transaction that
 * writes the row would let a reader that has seen 8 miss a 7 that commits later. The unique key guards the rest.
 */
class Numbers
{
    private const LOCK = 'orderbridge_numbers';
    private const WAIT_SECONDS = 5;
    private const BATCH = 500;

    public function __construct(private readonly Table $table, private readonly LockManagerInterface $locks)
    {
    }

    /** Not to be called inside a transaction: it would see the events of a moment that is over. */
    public function give(): void
    {
        if (!$this->locks->lock(self::LOCK, self::WAIT_SECONDS)) {
            return; // Whoever has it gives them.
        }
        try {
            do {
                $given = $this->giveBatch();
            } while ($given === self::BATCH);
        } finally {
            $this->locks->unlock(self::LOCK);
        }
    }

    /** @return int the last number that was given; 0: none yet */
    public function last(): int
    {
        $connection = $this->table->connection();
        return (int)$connection->fetchOne($connection->select()->from($this->table->name(), 'MAX(sequence)'));
    }

    private function giveBatch(): int
    {
        $connection = $this->table->connection();
        $connection->beginTransaction();
        try {
            $select = $connection->select()->from($this->table->name(), 'row_id')
                ->where('sequence IS NULL')->order('row_id')->limit(self::BATCH);
            $numbers = Numbering::assign($this->last(), array_map('intval', $connection->fetchCol($select)));
            foreach ($numbers as $row => $number) {
                $connection->update($this->table->name(), ['sequence' => $number], ['row_id = ?' => $row]);
            }
            $connection->commit();
            return count($numbers);
        } catch (\Throwable $error) {
            $connection->rollBack();
            throw $error;
        }
    }
}
