<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/** Where the events are: the connection of the orders, so that both commit together. */
class Table
{
    private const CONNECTION = 'sales';

    public function __construct(private readonly ResourceConnection $resources)
    {
    }

    public function connection(): AdapterInterface
    {
        return $this->resources->getConnection(self::CONNECTION);
    }

    public function name(): string
    {
        return $this->resources->getTableName('orderbridge_outbox', self::CONNECTION);
    }
}
