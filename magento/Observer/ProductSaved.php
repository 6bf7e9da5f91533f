<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Observer;

use Magento\Catalog\Model\Product;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Orderbridge\Connector\Model\Outbox\CurrentTransaction;
use Orderbridge\Connector\Model\Outbox\Fact;
use Orderbridge\Connector\Model\Outbox\Writer;

/** On catalog_product_save_after. */
class ProductSaved implements ObserverInterface
{
    public function __construct(private readonly Writer $writer, private readonly CurrentTransaction $transaction)
    {
    }

    public function execute(Observer $observer): void
    {
        $product = $observer->getEvent()->getData('product');
        if ($product instanceof Product) {
            $id = (int)$product->getId();
            $fact = Fact::ofProduct($id, (int)$product->getStoreId());
            $this->writer->write($fact, "$fact->type:$id:" . $this->transaction->name());
        }
    }
}
