<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\DocumentInterface;

class Document implements DocumentInterface
{
    public function __construct(
        private readonly int $documentId,
        private readonly int $orderId,
        private readonly string $erpDocumentId,
        private readonly string $kind,
        private readonly string $filename,
        private readonly string $mime,
        private readonly string $sha256,
        private readonly int $size,
        private readonly ?int $invoiceId,
        private readonly bool $visibleToCustomer,
        private readonly string $createdAt
    ) {
    }

    public function getDocumentId(): int
    {
        return $this->documentId;
    }

    public function getOrderId(): int
    {
        return $this->orderId;
    }

    public function getErpDocumentId(): string
    {
        return $this->erpDocumentId;
    }

    public function getKind(): string
    {
        return $this->kind;
    }

    public function getFilename(): string
    {
        return $this->filename;
    }

    public function getMime(): string
    {
        return $this->mime;
    }

    public function getSha256(): string
    {
        return $this->sha256;
    }

    public function getSize(): int
    {
        return $this->size;
    }

    public function getInvoiceId(): ?int
    {
        return $this->invoiceId;
    }

    public function getVisibleToCustomer(): bool
    {
        return $this->visibleToCustomer;
    }

    public function getCreatedAt(): string
    {
        return $this->createdAt;
    }
}
