<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Adminhtml\Document;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\Exception\LocalizedException;
use Orderbridge\Connector\Model\Document\Download as Answer;
use Orderbridge\Connector\Model\Document\Table;

/** A document of an order, for people in the admin who may look at orders. */
class Download extends Action implements HttpGetActionInterface
{
    public const ADMIN_RESOURCE = 'Magento_Sales::actions_view';

    public function __construct(
        Context $context,
        private readonly Table $documents,
        private readonly Answer $answer
    ) {
        parent::__construct($context);
    }

    public function execute(): ResultInterface
    {
        $document = $this->documents->find((int)$this->getRequest()->getParam('id'));
        try {
            if ($document === null) {
                throw new LocalizedException(__('There is no such document.'));
            }
            return $this->answer->answer($document);
        } catch (LocalizedException $error) {
            $this->messageManager->addErrorMessage($error->getMessage());
            return $this->resultRedirectFactory->create()->setPath('sales/order/index');
        }
    }
}
