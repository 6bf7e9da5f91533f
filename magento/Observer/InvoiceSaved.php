<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order\Invoice;
use Orderbridge\Connector\Model\Outbox\DocumentFacts;

/** On sales_order_invoice_save_after. */
class InvoiceSaved implements ObserverInterface
{
    public function __construct(private readonly DocumentFacts $facts)
    {
    }

    public function execute(Observer $observer): void
    {
        $invoice = $observer->getEvent()->getData('invoice');
        if ($invoice instanceof Invoice) {
            $this->facts->invoiceSaved($invoice);
        }
    }
}
