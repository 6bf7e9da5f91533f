<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Document;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\InvoiceRepositoryInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Orderbridge\Connector\Api\Data\AddedDocumentInterface;
use Orderbridge\Connector\Api\DocumentsInterface;
use Orderbridge\Connector\Model\Data\AddedDocument;
use Orderbridge\Connector\Model\Data\Document;
use Orderbridge\Connector\Model\Refusal;
use Orderbridge\Connector\Rules\DocumentCheck;
use Orderbridge\Connector\Rules\ErpDocumentId;

class Documents implements DocumentsInterface
{
    private const MOST = 200;

    public function __construct(
        private readonly Table $table,
        private readonly Store $store,
        private readonly OrderRepositoryInterface $orders,
        private readonly InvoiceRepositoryInterface $invoices
    ) {
    }

    public function add(
        int $orderId,
        string $erpDocumentId,
        string $kind,
        string $filename,
        string $mime,
        string $content,
        string $sha256,
        bool $visibleToCustomer,
        ?int $invoiceId = null
    ): AddedDocumentInterface {
        Refusal::translate(static function () use ($erpDocumentId, $kind, $filename, $mime): void {
            ErpDocumentId::check($erpDocumentId);
            DocumentCheck::words($kind, $filename, $mime);
        });
        $this->orders->get($orderId);
        $known = $this->table->findSame($orderId, $erpDocumentId, $kind, $sha256);
        if ($known !== null && $this->store->has($sha256)) {
            return new AddedDocument($known->getDocumentId(), false);
        }
        $bytes = Refusal::translate(static fn (): string => DocumentCheck::bytes($content, $mime, $sha256));
        $this->refuseMisplaced($orderId, $invoiceId);
        // The file first: a row without a file would promise what is not there. A file that was lost comes back here.
        $this->store->write($sha256, $bytes);
        $isNew = $this->table->insert([
            'order_id' => $orderId,
            'invoice_id' => $invoiceId,
            'erp_document_id' => $erpDocumentId,
            'kind' => $kind,
            'filename' => $filename,
            'mime' => $mime,
            'sha256' => $sha256,
            'size' => strlen($bytes),
            'visible_to_customer' => (int)$visibleToCustomer,
        ]);
        return new AddedDocument($this->idOf($orderId, $erpDocumentId, $kind, $sha256), $isNew);
    }

    public function list(int $orderId): array
    {
        $this->orders->get($orderId);
        return $this->ofOrder($orderId);
    }

    /** @return Document[] */
    public function ofOrder(int $orderId): array
    {
        return $this->table->ofOrders([$orderId])[$orderId] ?? [];
    }

    private function refuseMisplaced(int $orderId, ?int $invoiceId): void
    {
        if ($invoiceId !== null && (int)$this->invoices->get($invoiceId)->getOrderId() !== $orderId) {
            throw new LocalizedException(__('The invoice %1 does not belong to the order %2.', $invoiceId, $orderId));
        }
        if (count($this->ofOrder($orderId)) >= self::MOST) {
            throw new LocalizedException(__('The order has %1 documents: no more are kept.', self::MOST));
        }
    }

    private function idOf(int $orderId, string $erpDocumentId, string $kind, string $sha256): int
    {
        $kept = $this->table->findSame($orderId, $erpDocumentId, $kind, $sha256);
        if ($kept === null) {
            throw new LocalizedException(__('The document was not kept. Send it again.'));
        }
        return $kept->getDocumentId();
    }
}
