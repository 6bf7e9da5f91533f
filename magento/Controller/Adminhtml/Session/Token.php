<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Adminhtml\Session;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\Result\Json;
use Magento\Framework\Controller\Result\JsonFactory;
use Orderbridge\Connector\Model\Viewer;

/** Says to the bridge who looks: POST with the form key, which the admin's front controller checks. */
class Token extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'Orderbridge_Connector::view';

    public function __construct(
        Context $context,
        private readonly JsonFactory $results,
        private readonly Viewer $viewer
    ) {
        parent::__construct($context);
    }

    public function execute(): Json
    {
        $result = $this->results->create()->setHeader('Cache-Control', 'no-store', true);
        $token = $this->viewer->token();
        return $token === null
            ? $result->setHttpResponseCode(409)->setData(['error' => true, 'message' => __('Orderbridge is not connected.')])
            : $result->setData(['token' => $token]);
    }
}
