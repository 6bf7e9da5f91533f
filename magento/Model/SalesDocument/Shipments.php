<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Framework\Api\ExtensionAttributesFactory;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\Data\ShipmentCommentCreationInterfaceFactory;
use Magento\Sales\Api\Data\ShipmentCreationArgumentsExtensionInterface;
use Magento\Sales\Api\Data\ShipmentCreationArgumentsInterface;
use Magento\Sales\Api\Data\ShipmentCreationArgumentsInterfaceFactory;
use Magento\Sales\Api\Data\ShipmentTrackCreationInterface;
use Magento\Sales\Api\Data\ShipmentTrackCreationInterfaceFactory;
use Magento\Sales\Api\ShipmentManagementInterface;
use Magento\Sales\Api\ShipmentRepositoryInterface;
use Magento\Sales\Api\ShipOrderInterface;
use Orderbridge\Connector\Api\Data\MadeShipmentInterface;
use Orderbridge\Connector\Api\Data\TrackInterface;
use Orderbridge\Connector\Api\ShipmentInterface;
use Orderbridge\Connector\Model\Data\MadeShipment;
use Psr\Log\LoggerInterface;

class Shipments implements ShipmentInterface
{
    public function __construct(
        private readonly Once $once,
        private readonly ShipOrderInterface $shipOrder,
        private readonly ShipmentRepositoryInterface $shipments,
        private readonly ShipmentManagementInterface $management,
        private readonly ShipmentCommentCreationInterfaceFactory $comments,
        private readonly ShipmentTrackCreationInterfaceFactory $tracks,
        private readonly ShipmentCreationArgumentsInterfaceFactory $arguments,
        private readonly ExtensionAttributesFactory $extensions,
        private readonly LoggerInterface $logger
    ) {
    }

    public function create(
        int $orderId,
        string $erpDocumentId,
        array $items,
        array $tracks = [],
        ?string $sourceCode = null,
        ?string $comment = null,
        bool $notify = false
    ): MadeShipmentInterface {
        Lines::refuseNone($items);
        $parcels = array_map($this->toMagento(...), $tracks);
        $arguments = (string)$sourceCode === '' ? null : $this->fromSource((string)$sourceCode);
        $make = function () use ($orderId, $items, $parcels, $comment, $arguments): Made {
            $said = $comment === null || $comment === '' ? null : $this->comments->create()->setComment($comment)->setIsVisibleOnFront(0);
            $id = (int)$this->shipOrder->execute($orderId, $items, false, $said !== null, $said, $parcels, [], $arguments);
            return new Made($id, (string)$this->shipments->get($id)->getIncrementId(), true);
        };
        $made = $this->once->make($orderId, 'shipment', $erpDocumentId, $make);
        if ($made->isNew && $notify) {
            $this->mail($made);
        }
        return new MadeShipment($made->id, $made->number, $made->isNew);
    }

    private function toMagento(TrackInterface $track): ShipmentTrackCreationInterface
    {
        return $this->tracks->create()
            ->setCarrierCode($track->getCarrierCode())
            ->setTitle($track->getTitle())
            ->setTrackNumber($track->getNumber());
    }

    /** The attribute comes with Magento's inventory modules, which a shop can be without. */
    private function fromSource(string $sourceCode): ShipmentCreationArgumentsInterface
    {
        $extension = $this->extensions->create(ShipmentCreationArgumentsInterface::class);
        // @phpstan-ignore function.alreadyNarrowedType (with the inventory modules at hand it is always there)
        if (!$extension instanceof ShipmentCreationArgumentsExtensionInterface || !method_exists($extension, 'setSourceCode')) {
            throw new LocalizedException(__('This shop has no inventory sources: leave source_code out.'));
        }
        $extension->setSourceCode($sourceCode);
        return $this->arguments->create()->setExtensionAttributes($extension);
    }

    /** After the commit: a mail cannot be taken back. The shipment stands, whatever becomes of it. */
    private function mail(Made $made): void
    {
        try {
            $this->management->notify($made->id);
        } catch (\Exception $error) {
            $this->logger->error("Orderbridge: shipment $made->number was made, its mail failed.", ['exception' => $error]);
        }
    }
}
