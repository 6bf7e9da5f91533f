<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Sales\Model\AbstractModel;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Invoice;

/** Tells of new invoices, shipments and credit memos, each once, and of money that a payment gateway took. */
class DocumentFacts
{
    public function __construct(private readonly Writer $writer)
    {
    }

    /** Called inside the transaction that saves the document. A document that was loaded is not new. */
    public function saved(string $type, AbstractModel $document, Order $order): void
    {
        if ($document->getOrigData('entity_id') === null) {
            $this->writer->write(Fact::ofOrder($type, $order), "$type:" . (int)$document->getId());
        }
    }

    /** A capture leaves the gateway's transaction on the invoice; an invoice that is only marked as paid has none. */
    public function invoiceSaved(Invoice $invoice): void
    {
        $this->saved('invoice.created', $invoice, $invoice->getOrder());
        $isPaid = (int)$invoice->getState() === Invoice::STATE_PAID;
        $wasPaid = (int)$invoice->getOrigData('state') === Invoice::STATE_PAID;
        if ($isPaid && !$wasPaid && (string)$invoice->getTransactionId() !== '') {
            $type = 'payment.captured';
            $this->writer->write(Fact::ofOrder($type, $invoice->getOrder()), "$type:" . (int)$invoice->getId());
        }
    }
}
