<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Sales\Api\CreditmemoRepositoryInterface;
use Magento\Sales\Api\Data\CreditmemoCommentCreationInterface;
use Magento\Sales\Api\Data\CreditmemoCommentCreationInterfaceFactory;
use Magento\Sales\Api\Data\CreditmemoCreationArgumentsInterface;
use Magento\Sales\Api\Data\CreditmemoCreationArgumentsInterfaceFactory;
use Magento\Sales\Api\RefundInvoiceInterface;
use Magento\Sales\Api\RefundOrderInterface;
use Orderbridge\Connector\Api\CreditmemoInterface;
use Orderbridge\Connector\Api\Data\MadeCreditmemoInterface;
use Orderbridge\Connector\Model\Data\MadeCreditmemo;

class Creditmemos implements CreditmemoInterface
{
    public function __construct(
        private readonly Once $once,
        private readonly RefundOrderInterface $refundOrder,
        private readonly RefundInvoiceInterface $refundInvoice,
        private readonly PaidInvoice $paidInvoice,
        private readonly CreditmemoRepositoryInterface $creditmemos,
        private readonly CreditmemoCommentCreationInterfaceFactory $comments,
        private readonly CreditmemoCreationArgumentsInterfaceFactory $arguments
    ) {
    }

    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        ?float $shippingAmount = null,
        ?float $adjustmentPositive = null,
        ?float $adjustmentNegative = null,
        bool $online = false,
        ?string $comment = null
    ): MadeCreditmemoInterface {
        Lines::refuseNone($items);
        $arguments = $this->arguments($shippingAmount, $adjustmentPositive, $adjustmentNegative);
        $make = function () use ($orderId, $items, $arguments, $online, $comment): Made {
            $said = $this->comment($comment);
            $id = (int)($online
                ? $this->refundInvoice->execute(
                    $this->paidInvoice->find($orderId, $items),
                    $items,
                    true,
                    false,
                    $said !== null,
                    $said,
                    $arguments
                )
                : $this->refundOrder->execute($orderId, $items, false, $said !== null, $said, $arguments));
            return new Made($id, (string)$this->creditmemos->get($id)->getIncrementId(), true);
        };
        $made = $this->once->make($orderId, 'creditmemo', $erpDocumentId, $make);
        return new MadeCreditmemo($made->id, $made->number, $made->isNew);
    }

    private function comment(?string $comment): ?CreditmemoCommentCreationInterface
    {
        return $comment === null || $comment === '' ? null : $this->comments->create()->setComment($comment)->setIsVisibleOnFront(0);
    }

    /** An amount that is left out stays out: Magento then refunds what is left of the shipping. */
    private function arguments(?float $shipping, ?float $positive, ?float $negative): CreditmemoCreationArgumentsInterface
    {
        $arguments = $this->arguments->create();
        if ($shipping !== null) {
            $arguments->setShippingAmount($shipping);
        }
        $arguments->setAdjustmentPositive($positive ?? 0);
        $arguments->setAdjustmentNegative($negative ?? 0);
        return $arguments;
    }
}
