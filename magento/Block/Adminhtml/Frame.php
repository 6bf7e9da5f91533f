<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Block\Adminhtml;

use Magento\Backend\Block\Template;
use Magento\Backend\Block\Template\Context;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Model\FramePolicy;
use Orderbridge\Connector\Rules\BridgeAddress;

/** The bridge's page in a frame. Its address holds no token: addresses end up in logs. */
class Frame extends Template
{
    /** @param array<string, mixed> $data `path`: page of the bridge, "/admin" by default; `query`: more for its address */
    public function __construct(
        Context $context,
        private readonly Config $config,
        private readonly FramePolicy $policy,
        array $data = []
    ) {
        parent::__construct($context, $data);
    }

    public function isConnected(): bool
    {
        return $this->config->bridgeUrl() !== '' && $this->config->storeCode() !== '' && $this->config->sessionKey() !== '';
    }

    /** @return string options of Orderbridge_Connector/js/frame, as JSON for an attribute */
    public function scriptOptions(): string
    {
        return json_encode([
            'Orderbridge_Connector/js/frame' => [
                'src' => $this->frameUrl(),
                'origin' => BridgeAddress::origin($this->config->bridgeUrl()),
                'tokenUrl' => $this->getUrl('orderbridge/session/token'),
                'orderUrl' => $this->getUrl('sales/order/view', ['order_id' => 0]),
            ],
        ], JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }

    public function configurationUrl(): string
    {
        return $this->getUrl('adminhtml/system_config/edit', ['section' => 'orderbridge']);
    }

    public function mayConfigure(): bool
    {
        return $this->_authorization->isAllowed('Orderbridge_Connector::config');
    }

    protected function _toHtml(): string
    {
        $this->policy->allowBridge();
        return parent::_toHtml();
    }

    private function frameUrl(): string
    {
        $query = ['store' => $this->config->storeCode()] + (array)$this->getData('query');
        return $this->config->bridgeUrl() . ($this->getData('path') ?? '/admin') . '?' . http_build_query($query);
    }
}
