<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Stdlib\DateTime\DateTime;
use Magento\Integration\Api\IntegrationServiceInterface;
use Magento\Integration\Api\OauthServiceInterface;
use Magento\Integration\Model\Integration as MagentoIntegration;
use Magento\Integration\Model\Oauth\Token;

/** The integration by which the bridge calls Magento, with exactly the resources that it needs. */
class Integration
{
    /**
     * Parents are listed too: Magento grants each one by itself. Those of modules that a shop does not have are left out
     * by Magento. The catalogue ones are for prices, stock and products that come from the ERP.
     */
    public const RESOURCES = [
        'Magento_Backend::admin',
        'Magento_Sales::sales',
        'Magento_Sales::sales_operation',
        'Magento_Sales::sales_order',
        'Magento_Sales::actions',
        'Magento_Sales::actions_view',
        'Magento_Sales::invoice',
        'Magento_Sales::ship',
        'Magento_Sales::creditmemo',
        'Magento_Sales::cancel',
        'Magento_Sales::comment',
        'Magento_Sales::sales_invoice',
        'Magento_Sales::shipment',
        'Magento_Sales::sales_creditmemo',
        'Magento_Catalog::catalog',
        'Magento_Catalog::catalog_inventory',
        'Magento_Catalog::products',
        'Magento_InventoryApi::inventory',
        'Magento_InventoryApi::stock',
        'Magento_InventoryApi::stock_source_item_assign',
        'Magento_Logging::system_magento_logging_bulk_operations',
        'Magento_Backend::stores',
        'Magento_Backend::stores_settings',
        'Magento_Backend::store',
        'Orderbridge_Connector::orderbridge',
        'Orderbridge_Connector::api',
        'Orderbridge_Connector::api_status',
        'Orderbridge_Connector::api_outbox',
        'Orderbridge_Connector::api_sync_state',
        'Orderbridge_Connector::api_order_status',
        'Orderbridge_Connector::api_invoice',
        'Orderbridge_Connector::api_shipment',
        'Orderbridge_Connector::api_creditmemo',
        'Orderbridge_Connector::api_documents_write',
        'Orderbridge_Connector::api_documents_read',
    ];

    public function __construct(
        private readonly IntegrationServiceInterface $integrations,
        private readonly OauthServiceInterface $oauth,
        private readonly DateTime $dateTime
    ) {
    }

    /** @return int id of a new, active integration; names are unique, so its name says when it was made */
    public function create(): int
    {
        $integration = $this->integrations->create([
            'name' => 'Orderbridge ' . $this->dateTime->gmtDate('Y-m-d H:i:s') . ' UTC',
            'setup_type' => MagentoIntegration::TYPE_MANUAL,
            'status' => MagentoIntegration::STATUS_ACTIVE,
            'all_resources' => 0,
            'resource' => self::RESOURCES,
        ]);
        $this->oauth->createAccessToken((int)$integration->getConsumerId(), true);
        return (int)$integration->getId();
    }

    /**
     * @return array{consumer_key: string, consumer_secret: string, access_token: string, access_token_secret: string}
     * @throws LocalizedException
     */
    public function credentials(int $id): array
    {
        $consumerId = (int)$this->integrations->get($id)->getConsumerId();
        $consumer = $this->oauth->loadConsumer($consumerId);
        $token = $this->oauth->getAccessToken($consumerId);
        if (!$token instanceof Token) {
            throw new LocalizedException(__('The integration %1 has no access token.', $id));
        }
        return [
            'consumer_key' => (string)$consumer->getKey(),
            'consumer_secret' => (string)$consumer->getSecret(),
            'access_token' => (string)$token->getToken(),
            'access_token_secret' => (string)$token->getSecret(),
        ];
    }

    /** Removes it with its consumer and tokens; one that is gone already is no error. */
    public function remove(int $id): void
    {
        try {
            $consumerId = (int)$this->integrations->get($id)->getConsumerId();
            $this->integrations->delete($id);
            $this->oauth->deleteConsumer($consumerId);
        } catch (LocalizedException) {
            return;
        }
    }
}
