<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\SyncStateInterface;

class SyncState implements SyncStateInterface
{
    private string $connection = '';
    private string $connectionName = '';
    private ?string $erpDocumentId = null;
    private ?string $erpDocumentNumber = null;
    private string $state = '';
    private ?string $message = null;
    private ?string $syncedAt = null;

    public function getConnection(): string
    {
        return $this->connection;
    }

    public function setConnection(string $connection): void
    {
        $this->connection = $connection;
    }

    public function getConnectionName(): string
    {
        return $this->connectionName;
    }

    public function setConnectionName(string $connectionName): void
    {
        $this->connectionName = $connectionName;
    }

    public function getErpDocumentId(): ?string
    {
        return $this->erpDocumentId;
    }

    public function setErpDocumentId(?string $erpDocumentId): void
    {
        $this->erpDocumentId = $erpDocumentId;
    }

    public function getErpDocumentNumber(): ?string
    {
        return $this->erpDocumentNumber;
    }

    public function setErpDocumentNumber(?string $erpDocumentNumber): void
    {
        $this->erpDocumentNumber = $erpDocumentNumber;
    }

    public function getState(): string
    {
        return $this->state;
    }

    public function setState(string $state): void
    {
        $this->state = $state;
    }

    public function getMessage(): ?string
    {
        return $this->message;
    }

    public function setMessage(?string $message): void
    {
        $this->message = $message;
    }

    public function getSyncedAt(): ?string
    {
        return $this->syncedAt;
    }

    public function setSyncedAt(?string $syncedAt): void
    {
        $this->syncedAt = $syncedAt;
    }
}
