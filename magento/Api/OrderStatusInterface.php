<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Changes the label of an order within its state, which core REST cannot do since 2.4.7. */
interface OrderStatusInterface
{
    /**
     * @param int $orderId
     * @param string $status
     * @param string|null $comment
     * @param bool $notify mails the comment to the customer
     * @param string|null $expectedStatus refuses when the order has another one
     * @return \Orderbridge\Connector\Api\Data\StatusChangeInterface
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function change(
        int $orderId,
        string $status,
        ?string $comment = null,
        bool $notify = false,
        ?string $expectedStatus = null
    ): \Orderbridge\Connector\Api\Data\StatusChangeInterface;
}
