<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;
use Magento\Sales\Model\OrderMutexInterface;
use Orderbridge\Connector\Model\Refusal;
use Orderbridge\Connector\Rules\ErpDocumentId;

/**
 * Makes a document of Magento once for a document of the ERP: under the lock of the order, in one transaction with the
 * row that remembers it. Either both are there or neither is.
 */
class Once
{
    private const CONNECTION = 'sales';

    public function __construct(
        private readonly OrderMutexInterface $mutex,
        private readonly ResourceConnection $resources
    ) {
    }

    /**
     * @param string $kind invoice, shipment or creditmemo
     * @param callable(): Made $make loads the order itself: before the lock, what it reads is old
     */
    public function make(int $orderId, string $kind, string $erpDocumentId, callable $make): Made
    {
        Refusal::translate(static fn () => ErpDocumentId::check($erpDocumentId));
        return $this->mutex->execute($orderId, function () use ($orderId, $kind, $erpDocumentId, $make): Made {
            $known = $this->find($orderId, $kind, $erpDocumentId);
            if ($known !== null) {
                return $known;
            }
            $made = $make();
            $this->connection()->insert($this->table(), [
                'order_id' => $orderId,
                'kind' => $kind,
                'erp_document_id' => $erpDocumentId,
                'entity_id' => $made->id,
                'increment_id' => $made->number,
            ]);
            return $made;
        });
    }

    private function find(int $orderId, string $kind, string $erpDocumentId): ?Made
    {
        $row = $this->connection()->fetchRow(
            $this->connection()->select()->from($this->table(), ['entity_id', 'increment_id'])
                ->where('order_id = ?', $orderId)->where('kind = ?', $kind)->where('erp_document_id = ?', $erpDocumentId)
        );
        return $row ? new Made((int)$row['entity_id'], (string)$row['increment_id'], false) : null;
    }

    private function connection(): AdapterInterface
    {
        return $this->resources->getConnection(self::CONNECTION);
    }

    private function table(): string
    {
        return $this->resources->getTableName('orderbridge_sales_document', self::CONNECTION);
    }
}
