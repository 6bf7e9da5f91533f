<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\Order\Email\Sender\OrderCommentSender;
use Magento\Sales\Model\OrderMutexInterface;
use Orderbridge\Connector\Api\Data\StatusChangeInterface;
use Orderbridge\Connector\Api\OrderStatusInterface;
use Orderbridge\Connector\Model\Data\StatusChange;
use Psr\Log\LoggerInterface;

class OrderStatuses implements OrderStatusInterface
{
    public function __construct(
        private readonly OrderMutexInterface $mutex,
        private readonly OrderRepositoryInterface $orders,
        private readonly OrderCommentSender $sender,
        private readonly LoggerInterface $logger
    ) {
    }

    public function change(
        int $orderId,
        string $status,
        ?string $comment = null,
        bool $notify = false,
        ?string $expectedStatus = null
    ): StatusChangeInterface {
        $isChanged = false;
        // Under the lock, because a save beside an invoice loses what the invoice wrote.
        $order = $this->mutex->execute(
            $orderId,
            function () use ($orderId, $status, $comment, $notify, $expectedStatus, &$isChanged): Order {
                $order = $this->load($orderId);
                $isChanged = $this->set($order, $status, (string)$comment, $notify, $expectedStatus);
                return $order;
            }
        );
        if ($isChanged && $notify) {
            $this->mail($order, (string)$comment);
        }
        return new StatusChange((string)$order->getState(), (string)$order->getStatus(), $isChanged);
    }

    private function load(int $orderId): Order
    {
        $order = $this->orders->get($orderId);
        if (!$order instanceof Order) {
            throw new LocalizedException(__('Another module keeps orders in a form that Orderbridge does not know.'));
        }
        return $order;
    }

    /** @return bool false: it has this status already */
    private function set(Order $order, string $status, string $comment, bool $notify, ?string $expected): bool
    {
        $ofState = $order->getConfig()->getStateStatuses((string)$order->getState(), false);
        if (!in_array($status, $ofState, true)) {
            $text = 'The status "%1" is not assigned to the state "%2" of the order.';
            throw new LocalizedException(__($text, $status, $order->getState()));
        }
        if ($order->getStatus() === $status) {
            return false;
        }
        if ($expected !== null && $expected !== $order->getStatus()) {
            throw new LocalizedException(__('The order has the status "%1", not "%2".', $order->getStatus(), $expected));
        }
        $order->addCommentToStatusHistory($comment, $status)->setIsCustomerNotified((int)$notify);
        $this->orders->save($order);
        return true;
    }

    private function mail(Order $order, string $comment): void
    {
        try {
            $this->sender->send($order, true, $comment);
        } catch (\Exception $error) {
            $number = $order->getIncrementId();
            $this->logger->error("Orderbridge: order $number has its status, its mail failed.", ['exception' => $error]);
        }
    }
}
