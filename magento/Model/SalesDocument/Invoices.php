<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\Data\InvoiceCommentCreationInterfaceFactory;
use Magento\Sales\Api\InvoiceManagementInterface;
use Magento\Sales\Api\InvoiceOrderInterface;
use Magento\Sales\Api\InvoiceRepositoryInterface;
use Orderbridge\Connector\Api\Data\MadeInvoiceInterface;
use Orderbridge\Connector\Api\InvoiceInterface;
use Orderbridge\Connector\Model\Data\MadeInvoice;
use Psr\Log\LoggerInterface;

class Invoices implements InvoiceInterface
{
    private const CAPTURES = ['online', 'offline', 'none'];

    public function __construct(
        private readonly Once $once,
        private readonly InvoiceOrderInterface $invoiceOrder,
        private readonly InvoiceRepositoryInterface $invoices,
        private readonly InvoiceManagementInterface $management,
        private readonly InvoiceCommentCreationInterfaceFactory $comments,
        private readonly LoggerInterface $logger
    ) {
    }

    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        string $capture,
        ?string $comment = null,
        bool $notify = false
    ): MadeInvoiceInterface {
        Lines::refuseNone($items);
        if (!in_array($capture, self::CAPTURES, true)) {
            throw new LocalizedException(__('The capture "%1" is not one of: %2.', $capture, implode(', ', self::CAPTURES)));
        }
        $made = $this->once->make($orderId, 'invoice', $erpDocumentId, function () use ($orderId, $items, $capture, $comment): Made {
            $said = $comment === null || $comment === '' ? null : $this->comments->create()->setComment($comment)->setIsVisibleOnFront(0);
            $id = (int)$this->invoiceOrder->execute($orderId, $capture === 'online', $items, false, $said !== null, $said);
            return new Made($id, (string)$this->invoices->get($id)->getIncrementId(), true);
        });
        if ($made->isNew && $notify) {
            $this->mail($made);
        }
        return new MadeInvoice($made->id, $made->number, $made->isNew);
    }

    /** After the commit: a mail cannot be taken back. The invoice stands, whatever becomes of it. */
    private function mail(Made $made): void
    {
        try {
            $this->management->notify($made->id);
        } catch (\Exception $error) {
            $this->logger->error("Orderbridge: invoice $made->number was made, its mail failed.", ['exception' => $error]);
        }
    }
}
