<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\OrderRepositoryInterface;
use Orderbridge\Connector\Api\Data\SyncStateInterface;
use Orderbridge\Connector\Api\SyncStatesInterface;
use Orderbridge\Connector\Model\Data\SyncState;
use Orderbridge\Connector\Rules\SyncSummary;

class SyncStates implements SyncStatesInterface
{
    private const CONNECTION = 'sales';
    private const MOST = 20;

    public function __construct(
        private readonly ResourceConnection $resources,
        private readonly OrderRepositoryInterface $orders
    ) {
    }

    public function replace(int $orderId, array $states): bool
    {
        if (count($states) > self::MOST) {
            throw new LocalizedException(__('At most %1 states of one order are kept.', self::MOST));
        }
        $this->orders->get($orderId);
        $rows = array_map(static fn (SyncStateInterface $state): array => self::toRow($orderId, $state), $states);
        $words = array_map(static fn (array $row): string => (string)$row['state'], $rows);
        $connection = $this->connection();
        $connection->beginTransaction();
        try {
            $connection->delete($this->table('orderbridge_sync_state'), ['order_id = ?' => $orderId]);
            if ($rows !== []) {
                $connection->insertMultiple($this->table('orderbridge_sync_state'), $rows);
            }
            $this->summarize($orderId, SyncSummary::of($words));
            $connection->commit();
        } catch (\Throwable $error) {
            $connection->rollBack();
            throw $error;
        }
        return true;
    }

    /**
     * @param int[] $orderIds
     * @return array<int, SyncState[]> by order, one query for all of them
     */
    public function ofOrders(array $orderIds): array
    {
        $connection = $this->connection();
        $rows = $orderIds === [] ? [] : $connection->fetchAll(
            $connection->select()->from($this->table('orderbridge_sync_state'))
                ->where('order_id IN (?)', $orderIds)->order('state_id')
        );
        $states = [];
        foreach ($rows as $row) {
            $states[(int)$row['order_id']][] = self::fromRow($row);
        }
        return $states;
    }

    /** For the order grid, whose refresh joins orderbridge_order. The grid's own row may not be there yet. */
    private function summarize(int $orderId, ?string $state): void
    {
        $row = ['order_id' => $orderId, 'state' => $state];
        $this->connection()->insertOnDuplicate($this->table('orderbridge_order'), $row, ['state']);
        $grid = $this->table('sales_order_grid');
        $this->connection()->update($grid, ['orderbridge_state' => $state], ['entity_id = ?' => $orderId]);
    }

    /** @return array<string, int|string|null> cut to the columns: strict SQL would refuse the row */
    private static function toRow(int $orderId, SyncStateInterface $state): array
    {
        $cut = static fn (?string $text, int $length): ?string =>
            $text === null ? null : mb_substr(mb_scrub($text, 'UTF-8'), 0, $length, 'UTF-8');
        return [
            'order_id' => $orderId,
            'connection' => $cut($state->getConnection(), 64),
            'connection_name' => $cut($state->getConnectionName(), 255),
            'erp_document_id' => $cut($state->getErpDocumentId(), 255),
            'erp_document_number' => $cut($state->getErpDocumentNumber(), 255),
            'state' => $cut($state->getState(), 32),
            'message' => $cut($state->getMessage(), 2000),
            'synced_at' => $cut($state->getSyncedAt(), 32),
        ];
    }

    /** @param array<string, mixed> $row */
    private static function fromRow(array $row): SyncState
    {
        $state = new SyncState();
        $state->setConnection((string)$row['connection']);
        $state->setConnectionName((string)$row['connection_name']);
        $state->setErpDocumentId($row['erp_document_id']);
        $state->setErpDocumentNumber($row['erp_document_number']);
        $state->setState((string)$row['state']);
        $state->setMessage($row['message']);
        $state->setSyncedAt($row['synced_at']);
        return $state;
    }

    private function connection(): AdapterInterface
    {
        return $this->resources->getConnection(self::CONNECTION);
    }

    private function table(string $name): string
    {
        return $this->resources->getTableName($name, self::CONNECTION);
    }
}
