<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order\Shipment;
use Orderbridge\Connector\Model\Outbox\DocumentFacts;

/** On sales_order_shipment_save_after. */
class ShipmentSaved implements ObserverInterface
{
    public function __construct(private readonly DocumentFacts $facts)
    {
    }

    public function execute(Observer $observer): void
    {
        $shipment = $observer->getEvent()->getData('shipment');
        if ($shipment instanceof Shipment) {
            $this->facts->saved('shipment.created', $shipment, $shipment->getOrder());
        }
    }
}
