<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Makes one invoice for one document of the ERP, however often it is asked. */
interface InvoiceInterface
{
    /**
     * @param int $orderId
     * @param string $erpDocumentId
     * @param \Magento\Sales\Api\Data\InvoiceItemCreationInterface[] $items
     * @param string $capture online, offline or none; Magento marks the invoice as paid with each of them
     * @param string|null $comment
     * @param bool $notify
     * @return \Orderbridge\Connector\Api\Data\MadeInvoiceInterface
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        string $capture,
        ?string $comment = null,
        bool $notify = false
    ): \Orderbridge\Connector\Api\Data\MadeInvoiceInterface;
}
