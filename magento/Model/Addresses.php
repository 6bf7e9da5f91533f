<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\UrlInterface;
use Magento\Store\Model\Store;
use Magento\Store\Model\StoreManagerInterface;
use Orderbridge\Connector\Rules\BridgeAddress;

/** Under which addresses this Magento is reached. */
class Addresses
{
    public function __construct(
        private readonly StoreManagerInterface $stores,
        private readonly ScopeConfigInterface $scopeConfig
    ) {
    }

    /** @return string of the default store, as the bridge knows this Magento; ends with a slash */
    public function base(): string
    {
        $store = $this->stores->getDefaultStoreView() ?? $this->stores->getStore(Store::DEFAULT_STORE_ID);
        return $this->of($store, $this->scopeConfig->isSetFlag(Store::XML_PATH_SECURE_IN_FRONTEND));
    }

    /** @return string scheme, host and port of the admin, which can differ from the shop's */
    public function adminOrigin(): string
    {
        $custom = trim((string)$this->scopeConfig->getValue('admin/url/custom'));
        if ($this->scopeConfig->isSetFlag('admin/url/use_custom') && $custom !== '') {
            return BridgeAddress::origin($custom);
        }
        $isSecure = $this->scopeConfig->isSetFlag(Store::XML_PATH_SECURE_IN_ADMINHTML);
        return BridgeAddress::origin($this->of($this->stores->getStore(Store::DEFAULT_STORE_ID), $isSecure));
    }

    private function of(object $store, bool $isSecure): string
    {
        return $store instanceof Store ? $store->getBaseUrl(UrlInterface::URL_TYPE_WEB, $isSecure) : '';
    }
}
