<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Makes one credit memo for one document of the ERP, however often it is asked. */
interface CreditmemoInterface
{
    /**
     * @param int $orderId
     * @param string $erpDocumentId
     * @param \Magento\Sales\Api\Data\CreditmemoItemCreationInterface[] $items every line, zero included
     * @param float|null $shippingAmount net; null: what is left of it
     * @param float|null $adjustmentPositive
     * @param float|null $adjustmentNegative
     * @param bool $online the gateway pays the money back
     * @param string|null $comment
     * @return \Orderbridge\Connector\Api\Data\MadeCreditmemoInterface
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        ?float $shippingAmount = null,
        ?float $adjustmentPositive = null,
        ?float $adjustmentNegative = null,
        bool $online = false,
        ?string $comment = null
    ): \Orderbridge\Connector\Api\Data\MadeCreditmemoInterface;
}
