<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order\Creditmemo;
use Orderbridge\Connector\Model\Outbox\DocumentFacts;

/** On sales_order_creditmemo_save_after. */
class CreditmemoSaved implements ObserverInterface
{
    public function __construct(private readonly DocumentFacts $facts)
    {
    }

    public function execute(Observer $observer): void
    {
        $creditmemo = $observer->getEvent()->getData('creditmemo');
        if ($creditmemo instanceof Creditmemo) {
            $this->facts->saved('creditmemo.created', $creditmemo, $creditmemo->getOrder());
        }
    }
}
