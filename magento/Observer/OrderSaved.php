<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order;
use Orderbridge\Connector\Model\Outbox\OrderFacts;

/** On sales_order_save_after: items, payment and addresses are not written yet, so nothing is read here. */
class OrderSaved implements ObserverInterface
{
    public function __construct(private readonly OrderFacts $facts)
    {
    }

    public function execute(Observer $observer): void
    {
        $order = $observer->getEvent()->getData('order');
        if ($order instanceof Order) {
            $this->facts->saved($order);
        }
    }
}
