<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Papers of the ERP that hang on an order. */
interface DocumentsInterface
{
    /**
     * Keeps a document once for its ERP document, kind and hash.
     *
     * @param int $orderId
     * @param string $erpDocumentId
     * @param string $kind invoice, creditnote, delivery or other
     * @param string $filename
     * @param string $mime application/pdf or application/xml
     * @param string $content base64, at most 10 MiB of bytes
     * @param string $sha256 lower-case hex
     * @param bool $visibleToCustomer
     * @param int|null $invoiceId
     * @return \Orderbridge\Connector\Api\Data\AddedDocumentInterface
     * @throws \Magento\Framework\Exception\LocalizedException
     */
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
    ): \Orderbridge\Connector\Api\Data\AddedDocumentInterface;

    /**
     * @param int $orderId
     * @return \Orderbridge\Connector\Api\Data\DocumentInterface[]
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function list(int $orderId): array;
}
