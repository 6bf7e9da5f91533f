<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** A document of the ERP, without its content. */
interface DocumentInterface
{
    /**
     * @return int
     */
    public function getDocumentId(): int;

    /**
     * @return int
     */
    public function getOrderId(): int;

    /**
     * @return string
     */
    public function getErpDocumentId(): string;

    /**
     * @return string
     */
    public function getKind(): string;

    /**
     * @return string
     */
    public function getFilename(): string;

    /**
     * @return string
     */
    public function getMime(): string;

    /**
     * @return string
     */
    public function getSha256(): string;

    /**
     * @return int
     */
    public function getSize(): int;

    /**
     * @return int|null
     */
    public function getInvoiceId(): ?int;

    /**
     * @return bool
     */
    public function getVisibleToCustomer(): bool;

    /**
     * @return string
     */
    public function getCreatedAt(): string;
}
