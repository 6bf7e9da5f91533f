<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Adminhtml\Pairing;

use Magento\Backend\App\Action;
use Magento\Backend\App\Action\Context;
use Magento\Framework\App\Action\HttpPostActionInterface;
use Magento\Framework\Controller\Result\Json;
use Magento\Framework\Controller\Result\JsonFactory;
use Magento\Framework\Exception\LocalizedException;
use Orderbridge\Connector\Model\Pairing;
use Psr\Log\LoggerInterface;

/** The Connect button under Stores › Configuration › Sales › Orderbridge. */
class Connect extends Action implements HttpPostActionInterface
{
    public const ADMIN_RESOURCE = 'Orderbridge_Connector::configure';

    public function __construct(
        Context $context,
        private readonly JsonFactory $results,
        private readonly Pairing $pairing,
        private readonly LoggerInterface $logger
    ) {
        parent::__construct($context);
    }

    public function execute(): Json
    {
        $result = $this->results->create();
        $text = fn (string $name): string => (string)$this->getRequest()->getParam($name);
        try {
            $store = $this->pairing->connect($text('url'), $text('code'));
        } catch (LocalizedException $error) {
            return $result->setData(['ok' => false, 'message' => $error->getMessage()]);
        } catch (\Exception $error) {
            $this->logger->error('Orderbridge: pairing failed.', ['exception' => $error]);
            return $result->setData(['ok' => false, 'message' => __('Pairing failed. The log of Magento says why.')]);
        }
        return $result->setData(['ok' => true, 'message' => __('Connected as store %1.', $store)]);
    }
}
