<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Adminhtml\Page;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Backend\Model\View\Result\Page;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\View\Result\PageFactory;

/** Sales › Orderbridge. */
class Index extends Action implements HttpGetActionInterface
{
    public const ADMIN_RESOURCE = 'Orderbridge_Connector::view';

    public function __construct(Context $context, private readonly PageFactory $pages)
    {
        parent::__construct($context);
    }

    public function execute(): Page
    {
        /** @var Page $page the factory makes the page of the area, which is the admin's here */
        $page = $this->pages->create();
        $page->setActiveMenu('Orderbridge_Connector::page');
        $page->getConfig()->getTitle()->prepend('Orderbridge');
        return $page;
    }
}
