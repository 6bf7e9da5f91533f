<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** The invoice for a document of the ERP. */
interface MadeInvoiceInterface
{
    /**
     * @return int
     */
    public function getInvoiceId(): int;

    /**
     * @return string
     */
    public function getIncrementId(): string;

    /**
     * @return bool
     */
    public function getCreated(): bool;
}
