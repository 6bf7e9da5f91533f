<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Directory\Model\Currency;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\ProductMetadataInterface;
use Magento\Framework\Stdlib\DateTime\TimezoneInterface;
use Orderbridge\Connector\Api\Data\ModuleStatusInterface;
use Orderbridge\Connector\Api\StatusInterface;
use Orderbridge\Connector\Model\Data\ModuleStatus;
use Orderbridge\Connector\Model\Data\OutboxStatus;
use Orderbridge\Connector\Model\Outbox\Numbers;
use Orderbridge\Connector\Model\Outbox\Queue;
use Orderbridge\Connector\Rules\Outcome;

class StatusReader implements StatusInterface
{
    public const MODULE_VERSION = '1.0.0';

    public function __construct(
        private readonly ProductMetadataInterface $product,
        private readonly Addresses $addresses,
        private readonly TimezoneInterface $timezone,
        private readonly ScopeConfigInterface $scopeConfig,
        private readonly Queue $queue,
        private readonly Numbers $numbers
    ) {
    }

    public function read(): ModuleStatusInterface
    {
        return new ModuleStatus(
            self::MODULE_VERSION,
            (string)$this->product->getVersion(),
            (string)$this->product->getEdition(),
            $this->addresses->adminOrigin(),
            (string)$this->timezone->getConfigTimezone(),
            (string)$this->scopeConfig->getValue(Currency::XML_PATH_CURRENCY_BASE),
            new OutboxStatus(
                $this->queue->count(Outcome::Pending),
                $this->queue->count(Outcome::Dead),
                $this->numbers->last(),
                $this->queue->oldestPendingAt()
            )
        );
    }
}
