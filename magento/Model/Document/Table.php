<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Document;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Orderbridge\Connector\Model\Data\Document;

/** What is known of the documents, without their bytes. */
class Table
{
    private const CONNECTION = 'sales';

    public function __construct(private readonly ResourceConnection $resources)
    {
    }

    public function find(int $documentId): ?Document
    {
        return $this->first(['document_id = ?' => $documentId]);
    }

    public function findSame(int $orderId, string $erpDocumentId, string $kind, string $sha256): ?Document
    {
        return $this->first([
            'order_id = ?' => $orderId,
            'erp_document_id = ?' => $erpDocumentId,
            'kind = ?' => $kind,
            'sha256 = ?' => $sha256,
        ]);
    }

    /**
     * @param int[] $orderIds
     * @return array<int, Document[]> by order, oldest first, one query for all of them
     */
    public function ofOrders(array $orderIds): array
    {
        $rows = $orderIds === [] ? [] : $this->connection()->fetchAll(
            $this->connection()->select()->from($this->name())
                ->where('order_id IN (?)', $orderIds)->order('document_id')
        );
        $documents = [];
        foreach ($rows as $row) {
            $documents[(int)$row['order_id']][] = self::fromRow($row);
        }
        return $documents;
    }

    /**
     * @param array<string, int|string|null> $row
     * @return bool false: the same one came at the same time and was first
     */
    public function insert(array $row): bool
    {
        return $this->connection()->insertOnDuplicate($this->name(), $row, ['order_id']) === 1;
    }

    /** @param array<string, int|string> $conditions */
    private function first(array $conditions): ?Document
    {
        $select = $this->connection()->select()->from($this->name())->limit(1);
        foreach ($conditions as $condition => $value) {
            $select->where($condition, $value);
        }
        $row = $this->connection()->fetchRow($select);
        return $row ? self::fromRow($row) : null;
    }

    /** @param array<string, mixed> $row */
    private static function fromRow(array $row): Document
    {
        return new Document(
            (int)$row['document_id'],
            (int)$row['order_id'],
            (string)$row['erp_document_id'],
            (string)$row['kind'],
            (string)$row['filename'],
            (string)$row['mime'],
            (string)$row['sha256'],
            (int)$row['size'],
            $row['invoice_id'] === null ? null : (int)$row['invoice_id'],
            (bool)$row['visible_to_customer'],
            (string)$row['created_at']
        );
    }

    private function connection(): AdapterInterface
    {
        return $this->resources->getConnection(self::CONNECTION);
    }

    private function name(): string
    {
        return $this->resources->getTableName('orderbridge_document', self::CONNECTION);
    }
}
