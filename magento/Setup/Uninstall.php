<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Setup;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Model\Document\Store;
use Orderbridge\Connector\Model\Integration;

/** bin/magento module:uninstall --remove-data: nothing of the module is left in the shop. */
class Uninstall implements UninstallInterface
{
    private const TABLES = [
        'orderbridge_outbox',
        'orderbridge_sales_document',
        'orderbridge_sync_state',
        'orderbridge_order',
        'orderbridge_document',
    ];
    private const CONNECTION = 'sales';

    public function __construct(
        private readonly Config $config,
        private readonly Integration $integration,
        private readonly Store $documents,
        private readonly ResourceConnection $resources
    ) {
    }

    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context): void
    {
        $this->documents->removeAll();
        if ($this->config->integrationId() !== 0) {
            $this->integration->remove($this->config->integrationId());
        }
        $sales = $this->resources->getConnection(self::CONNECTION);
        foreach (self::TABLES as $table) {
            $sales->dropTable($this->resources->getTableName($table, self::CONNECTION));
        }
        $sales->dropColumn($this->resources->getTableName('sales_order_grid', self::CONNECTION), 'orderbridge_state');
        $main = $setup->getConnection();
        $main->delete($setup->getTable('core_config_data'), ['path LIKE ?' => 'orderbridge/%']);
        $main->delete($setup->getTable('authorization_rule'), ['resource_id LIKE ?' => 'Orderbridge_Connector::%']);
        $main->delete($setup->getTable('cron_schedule'), ['job_code LIKE ?' => 'orderbridge\_%']);
    }
}
