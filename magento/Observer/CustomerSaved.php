<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Customer\Model\Customer;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Orderbridge\Connector\Model\Outbox\CurrentTransaction;
use Orderbridge\Connector\Model\Outbox\Fact;
use Orderbridge\Connector\Model\Outbox\Writer;

/** On customer_save_after. */
class CustomerSaved implements ObserverInterface
{
    public function __construct(private readonly Writer $writer, private readonly CurrentTransaction $transaction)
    {
    }

    public function execute(Observer $observer): void
    {
        $customer = $observer->getEvent()->getData('customer');
        if ($customer instanceof Customer) {
            $id = (int)$customer->getId();
            $fact = Fact::ofCustomer($id, (int)$customer->getData('store_id'));
            $this->writer->write($fact, "$fact->type:$id:" . $this->transaction->name());
        }
    }
}
