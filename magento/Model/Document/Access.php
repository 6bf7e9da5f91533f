<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Document;

use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Sales\Api\OrderRepositoryInterface;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Model\Data\Document;
use Orderbridge\Connector\Rules\DocumentAccess;

/** May a buyer have a document? */
class Access
{
    public function __construct(private readonly OrderRepositoryInterface $orders, private readonly Config $config)
    {
    }

    /**
     * @param int|null $customerId who is signed in
     * @param string $code protect code of the order, for guests
     */
    public function isAllowed(Document $document, ?int $customerId, string $code): bool
    {
        if (!$document->getVisibleToCustomer() || !$this->config->isShownToCustomers()) {
            return false;
        }
        try {
            $order = $this->orders->get($document->getOrderId());
        } catch (NoSuchEntityException) {
            return false;
        }
        $ownerId = $order->getCustomerId() === null ? null : (int)$order->getCustomerId();
        return DocumentAccess::isBuyer($ownerId, (string)$order->getProtectCode(), $customerId, $code);
    }
}
