<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Customer\Model\Address;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Orderbridge\Connector\Model\Outbox\CurrentTransaction;
use Orderbridge\Connector\Model\Outbox\Fact;
use Orderbridge\Connector\Model\Outbox\Writer;

/** On customer_address_save_after: an address of the customer is part of the customer. */
class CustomerAddressSaved implements ObserverInterface
{
    public function __construct(private readonly Writer $writer, private readonly CurrentTransaction $transaction)
    {
    }

    public function execute(Observer $observer): void
    {
        $address = $observer->getEvent()->getData('customer_address');
        $id = $address instanceof Address ? (int)$address->getParentId() : 0;
        if ($id > 0) {
            $fact = Fact::ofCustomer($id, (int)$address->getCustomer()->getData('store_id'));
            $this->writer->write($fact, "$fact->type:$id:" . $this->transaction->name());
        }
    }
}
