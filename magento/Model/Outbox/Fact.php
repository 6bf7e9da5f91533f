<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Sales\Api\Data\OrderInterface;

/** Something that happened, before it is a row. Thin: the bridge reads the order afterwards. */
final class Fact
{
    private function __construct(
        public readonly string $type,
        public readonly string $entityType,
        public readonly int $entityId,
        public readonly ?string $incrementId,
        public readonly int $storeId,
        public readonly ?string $state,
        public readonly ?string $status
    ) {
    }

    /** Documents of an order are told as events of the order: its id is what the bridge asks for. */
    public static function ofOrder(string $type, OrderInterface $order): self
    {
        return new self(
            $type,
            'order',
            (int)$order->getEntityId(),
            $order->getIncrementId() === null ? null : (string)$order->getIncrementId(),
            (int)$order->getStoreId(),
            $order->getState() === null ? null : (string)$order->getState(),
            $order->getStatus() === null ? null : (string)$order->getStatus()
        );
    }

    public static function ofCustomer(int $customerId, int $storeId): self
    {
        return new self('customer.updated', 'customer', $customerId, null, $storeId, null, null);
    }

    public static function ofProduct(int $productId, int $storeId): self
    {
        return new self('product.updated', 'product', $productId, null, $storeId, null, null);
    }
}
