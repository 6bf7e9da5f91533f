<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** Where an order stands in one ERP. */
interface SyncStateInterface
{
    /**
     * @return string
     */
    public function getConnection(): string;

    /**
     * @param string $connection
     * @return void
     */
    public function setConnection(string $connection): void;

    /**
     * @return string
     */
    public function getConnectionName(): string;

    /**
     * @param string $connectionName
     * @return void
     */
    public function setConnectionName(string $connectionName): void;

    /**
     * @return string|null
     */
    public function getErpDocumentId(): ?string;

    /**
     * @param string|null $erpDocumentId
     * @return void
     */
    public function setErpDocumentId(?string $erpDocumentId): void;

    /**
     * @return string|null
     */
    public function getErpDocumentNumber(): ?string;

    /**
     * @param string|null $erpDocumentNumber
     * @return void
     */
    public function setErpDocumentNumber(?string $erpDocumentNumber): void;

    /**
     * @return string
     */
    public function getState(): string;

    /**
     * @param string $state
     * @return void
     */
    public function setState(string $state): void;

    /**
     * @return string|null
     */
    public function getMessage(): ?string;

    /**
     * @param string|null $message
     * @return void
     */
    public function setMessage(?string $message): void;

    /**
     * @return string|null
     */
    public function getSyncedAt(): ?string;

    /**
     * @param string|null $syncedAt
     * @return void
     */
    public function setSyncedAt(?string $syncedAt): void;
}
