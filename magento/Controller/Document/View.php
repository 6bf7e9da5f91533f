<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Controller\Document;

use Magento\Customer\Model\Session;
use Magento\Framework\App\Action\HttpGetActionInterface;
use Magento\Framework\App\RequestInterface;
use Magento\Framework\Controller\Result\ForwardFactory;
use Magento\Framework\Controller\ResultInterface;
use Magento\Framework\Exception\LocalizedException;
use Orderbridge\Connector\Model\Document\Access;
use Orderbridge\Connector\Model\Document\Download;
use Orderbridge\Connector\Model\Document\Table;

/**
 * A document, for the buyer: orderbridge/document/view/id/7, with /code/<protect code> for guests. Whoever may not have
 * it gets the same page as for one that is not there.
 */
class View implements HttpGetActionInterface
{
    public function __construct(
        private readonly RequestInterface $request,
        private readonly Session $session,
        private readonly Table $documents,
        private readonly Access $access,
        private readonly Download $download,
        private readonly ForwardFactory $forwards
    ) {
    }

    public function execute(): ResultInterface
    {
        $customerId = $this->session->isLoggedIn() ? (int)$this->session->getCustomerId() : null;
        $code = (string)$this->request->getParam('code');
        $document = $this->documents->find((int)$this->request->getParam('id'));
        try {
            if ($document !== null && $this->access->isAllowed($document, $customerId, $code)) {
                return $this->download->answer($document);
            }
        } catch (LocalizedException) {
            // The file is gone: to the buyer there is no document.
        }
        return $this->forwards->create()->forward('noroute');
    }
}
