<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Adminhtml\Order;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\Result\Redirect;
use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Model\Order;
use Magento\Sales\Model\ResourceModel\Order\CollectionFactory;
use Magento\Ui\Component\MassAction\Filter;
use Orderbridge\Connector\Model\Outbox\OrderFacts;

/** "Push again" on the order grid: the orders are told once more, and the bridge reads them. */
class MassPush extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'Orderbridge_Connector::operate';
    private const MOST = 2000;

    public function __construct(
        Context $context,
        private readonly Filter $filter,
        private readonly CollectionFactory $orders,
        private readonly OrderFacts $facts
    ) {
        parent::__construct($context);
    }

    public function execute(): Redirect
    {
        try {
            $count = $this->push();
            $this->messageManager->addSuccessMessage((string)__('Orders that will be told to Orderbridge again: %1.', $count));
        } catch (LocalizedException $error) {
            $this->messageManager->addErrorMessage($error->getMessage());
        }
        return $this->resultRedirectFactory->create()->setPath('sales/order/index');
    }

    private function push(): int
    {
        $chosen = $this->filter->getCollection($this->orders->create());
        $count = (int)$chosen->getSize();
        if ($count > self::MOST) {
            throw new LocalizedException(__('Choose at most %1 orders at once.', self::MOST));
        }
        foreach ($chosen as $order) {
            if ($order instanceof Order) {
                $this->facts->pushAgain($order);
            }
        }
        return $count;
    }
}
