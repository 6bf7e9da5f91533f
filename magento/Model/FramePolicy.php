<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Csp\Model\Collector\DynamicCollector;
use Magento\Csp\Model\Policy\FetchPolicy;
use Orderbridge\Connector\Rules\BridgeAddress;

/** Lets the page that is being made frame the bridge: its address is a setting, so no csp_whitelist.xml can name it. */
class FramePolicy
{
    public function __construct(private readonly DynamicCollector $collector, private readonly Config $config)
    {
    }

    public function allowBridge(): void
    {
        if ($this->config->bridgeUrl() !== '') {
            $this->collector->add(new FetchPolicy('frame-src', false, [BridgeAddress::origin($this->config->bridgeUrl())]));
        }
    }
}
