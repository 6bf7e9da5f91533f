<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Block\Order;

use Magento\Framework\Registry;
use Magento\Framework\View\Element\Template;
use Magento\Framework\View\Element\Template\Context;
use Magento\Sales\Model\Order;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Model\Data\Document;
use Orderbridge\Connector\Model\Document\Documents as OfOrder;

/** The documents of an order for its buyer: in the account, and on the page that guests look their order up with. */
class Documents extends Template
{
    /** @param array<string, mixed> $data */
    public function __construct(
        Context $context,
        private readonly Registry $registry,
        private readonly OfOrder $documents,
        private readonly Config $config,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    /** @return Document[] those that the buyer may see */
    public function documents(): array
    {
        $order = $this->order();
        if ($order === null || !$this->config->isShownToCustomers()) {
            return [];
        }
        $isVisible = static fn (Document $document): bool => $document->getVisibleToCustomer();
        return array_values(array_filter($this->documents->ofOrder((int)$order->getEntityId()), $isVisible));
    }

    public function documentUrl(Document $document): string
    {
        $isGuest = (int)$this->order()?->getCustomerId() === 0;
        $code = $isGuest ? ['code' => (string)$this->order()?->getProtectCode()] : [];
        return $this->getUrl('orderbridge/document/view', ['id' => $document->getDocumentId()] + $code);
    }

    private function order(): ?Order
    {
        $order = $this->registry->registry('current_order');
        return $order instanceof Order ? $order : null;
    }
}
