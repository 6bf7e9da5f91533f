<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Makes one shipment for one document of the ERP, however often it is asked. */
interface ShipmentInterface
{
    /**
     * @param int $orderId
     * @param string $erpDocumentId
     * @param \Magento\Sales\Api\Data\ShipmentItemCreationInterface[] $items
     * @param \Orderbridge\Connector\Api\Data\TrackInterface[] $tracks
     * @param string|null $sourceCode where the goods left, in shops with several sources
     * @param string|null $comment
     * @param bool $notify
     * @return \Orderbridge\Connector\Api\Data\MadeShipmentInterface
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        array $tracks = [],
        ?string $sourceCode = null,
        ?string $comment = null,
        bool $notify = false
    ): \Orderbridge\Connector\Api\Data\MadeShipmentInterface;
}
