<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\MadeInvoiceInterface;

class MadeInvoice implements MadeInvoiceInterface
{
    public function __construct(
        private readonly int $invoiceId,
        private readonly string $incrementId,
        private readonly bool $created
    ) {
    }

    public function getInvoiceId(): int
    {
        return $this->invoiceId;
    }

    public function getIncrementId(): string
    {
        return $this->incrementId;
    }

    public function getCreated(): bool
    {
        return $this->created;
    }
}
