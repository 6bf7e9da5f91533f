<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Plugin;

use Magento\Sales\Api\Data\OrderExtensionFactory;
use Magento\Sales\Api\Data\OrderInterface;
use Magento\Sales\Api\Data\OrderSearchResultInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Orderbridge\Connector\Model\Data\OrderTrace;
use Orderbridge\Connector\Model\Document\Table;
use Orderbridge\Connector\Model\SyncStates;

/** Puts what the bridge has told onto orders. A list costs two queries, however long it is. */
class AddTraceToOrders
{
    public function __construct(
        private readonly SyncStates $states,
        private readonly Table $documents,
        private readonly OrderExtensionFactory $extensions
    ) {
    }

    public function afterGet(OrderRepositoryInterface $subject, OrderInterface $order): OrderInterface
    {
        $this->add([$order]);
        return $order;
    }

    public function afterGetList(
        OrderRepositoryInterface $subject,
        OrderSearchResultInterface $result
    ): OrderSearchResultInterface {
        $this->add($result->getItems());
        return $result;
    }

    /** @param OrderInterface[] $orders */
    private function add(array $orders): void
    {
        $ids = array_values(array_map(static fn (OrderInterface $order): int => (int)$order->getEntityId(), $orders));
        $states = $this->states->ofOrders($ids);
        $documents = $this->documents->ofOrders($ids);
        foreach ($orders as $order) {
            $id = (int)$order->getEntityId();
            $extension = $order->getExtensionAttributes() ?? $this->extensions->create();
            $extension->setOrderbridge(new OrderTrace($states[$id] ?? [], $documents[$id] ?? []));
            $order->setExtensionAttributes($extension);
        }
    }
}
