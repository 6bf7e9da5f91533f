<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Block\Adminhtml\Order;

use Magento\Backend\Block\Template;
use Magento\Backend\Block\Template\Context;
use Magento\Backend\Block\Widget\Tab\TabInterface;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Registry;
use Magento\Sales\Model\Order;
use Orderbridge\Connector\Block\Adminhtml\Frame;
use Orderbridge\Connector\Model\Data\Document;
use Orderbridge\Connector\Model\Data\SyncState;
use Orderbridge\Connector\Model\Document\Documents;
use Orderbridge\Connector\Model\SyncStates;
use Orderbridge\Connector\Ui\Column\StateOptions;

/** The tab "Orderbridge" of an order: where it stands, its documents, and the bridge's own page of it. */
class Tab extends Template implements TabInterface
{
    /** @var string */
    protected $_template = 'Orderbridge_Connector::order_tab.phtml';

    /** @param array<string, mixed> $data */
    public function __construct(
        Context $context,
        private readonly Registry $registry,
        private readonly SyncStates $states,
        private readonly Documents $documents,
        private readonly StateOptions $words,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    public function getTabLabel(): string
    {
        return 'Orderbridge';
    }

    public function getTabTitle(): string
    {
        return 'Orderbridge';
    }

    public function canShowTab(): bool
    {
        return $this->_authorization->isAllowed('Orderbridge_Connector::view');
    }

    public function isHidden(): bool
    {
        return !$this->canShowTab();
    }

    /** @return SyncState[] */
    public function states(): array
    {
        $id = (int)$this->order()->getEntityId();
        return $this->states->ofOrders([$id])[$id] ?? [];
    }

    /** @return Document[] */
    public function documents(): array
    {
        return $this->documents->ofOrder((int)$this->order()->getEntityId());
    }

    public function wordOf(string $state): string
    {
        return $this->words->wordOf($state);
    }

    /** @return string in the words and the time zone of the shop; as it came when it is no time */
    public function when(SyncState $state): string
    {
        $told = (string)$state->getSyncedAt();
        if ($told === '') {
            return '';
        }
        try {
            $time = new \DateTimeImmutable($told);
        } catch (\Exception) {
            return $told;
        }
        return $this->formatDate($time, \IntlDateFormatter::MEDIUM, true, $this->_localeDate->getConfigTimezone());
    }

    public function kindOf(Document $document): string
    {
        return (string)match ($document->getKind()) {
            'invoice' => __('Invoice'),
            'creditnote' => __('Credit note'),
            'delivery' => __('Delivery note'),
            default => __('Other'),
        };
    }

    public function documentUrl(Document $document): string
    {
        return $this->getUrl('orderbridge/document/download', ['id' => $document->getDocumentId()]);
    }

    /** @return string the bridge's page of this order; its orders of this number where it does not know the id */
    public function frameHtml(): string
    {
        $order = $this->order();
        $query = ['q' => (string)$order->getIncrementId(), 'entity' => (string)$order->getEntityId()];
        $data = ['path' => '/admin/orders', 'query' => $query];
        $frame = $this->getLayout()->createBlock(Frame::class, '', ['data' => $data]);
        return $frame instanceof Frame ? $frame->setTemplate('Orderbridge_Connector::frame.phtml')->toHtml() : '';
    }

    private function order(): Order
    {
        $order = $this->registry->registry('current_order');
        if (!$order instanceof Order) {
            throw new LocalizedException(__('There is no order on this page.'));
        }
        return $order;
    }
}
