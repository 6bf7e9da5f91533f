<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Block\Adminhtml\System;

use Magento\Backend\Block\Template\Context;
use Magento\Config\Block\System\Config\Form\Field;
use Magento\Framework\Data\Form\Element\AbstractElement;
use Orderbridge\Connector\Model\Config;

/** The field for the pairing code with its button. The code is sent at once and never kept. */
class Connect extends Field
{
    /** @var string */
    protected $_template = 'Orderbridge_Connector::connect.phtml';

    /** @param array<string, mixed> $data */
    public function __construct(Context $context, private readonly Config $config, array $data = [])
    {
        parent::__construct($context, $data);
    }

    public function render(AbstractElement $element): string
    {
        $element->unsetData(['scope', 'can_use_website_value', 'can_use_default_value']);
        return parent::render($element);
    }

    /** @return string under the button */
    public function note(): string
    {
        return $this->config->isConnected()
            ? (string)__('This shop is connected, as store %1. A new code replaces the keys below.', $this->config->storeCode())
            : (string)__('Orderbridge shows a code under "Connections", "Connect a Magento". It is good for 30 minutes, once.');
    }

    public function mayConnect(): bool
    {
        return $this->_authorization->isAllowed('Orderbridge_Connector::configure');
    }

    /** @return string options of Orderbridge_Connector/js/connect, as JSON for an attribute */
    public function scriptOptions(): string
    {
        return json_encode([
            'Orderbridge_Connector/js/connect' => ['url' => $this->getUrl('orderbridge/pairing/connect')],
        ], JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }

    protected function _getElementHtml(AbstractElement $element): string
    {
        return $this->_toHtml();
    }
}
