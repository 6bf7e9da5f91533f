<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\Data\CreditmemoItemCreationInterface;
use Magento\Sales\Model\Order\Invoice;
use Magento\Sales\Model\ResourceModel\Order\Invoice\CollectionFactory;

/** A gateway pays back what it took, and that is one invoice. */
class PaidInvoice
{
    public function __construct(private readonly CollectionFactory $invoices)
    {
    }

    /**
     * @param CreditmemoItemCreationInterface[] $items
     * @return int id of the oldest paid invoice with a transaction of the gateway that holds all the lines
     * @throws LocalizedException when there is none
     */
    public function find(int $orderId, array $items): int
    {
        $invoices = $this->invoices->create()->setOrderFilter($orderId)
            ->addFieldToFilter('state', ['eq' => Invoice::STATE_PAID])->setOrder('entity_id', 'ASC');
        foreach ($invoices as $invoice) {
            if ($invoice instanceof Invoice && (string)$invoice->getTransactionId() !== '' && self::holds($invoice, $items)) {
                return (int)$invoice->getId();
            }
        }
        throw new LocalizedException(
            __('No single invoice that a gateway was paid for holds all lines of this credit memo. Refund it offline.')
        );
    }

    /** @param CreditmemoItemCreationInterface[] $items */
    private static function holds(Invoice $invoice, array $items): bool
    {
        $invoiced = [];
        foreach ($invoice->getAllItems() as $item) {
            $id = (int)$item->getOrderItemId();
            $invoiced[$id] = ($invoiced[$id] ?? 0.0) + (float)$item->getQty();
        }
        foreach ($items as $item) {
            // Quantities have four decimals.
            if ((float)$item->getQty() - ($invoiced[(int)$item->getOrderItemId()] ?? 0.0) > 0.00005) {
                return false;
            }
        }
        return true;
    }
}
