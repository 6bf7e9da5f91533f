<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\ModuleStatusInterface;
use Orderbridge\Connector\Api\Data\OutboxStatusInterface;

class ModuleStatus implements ModuleStatusInterface
{
    public function __construct(
        private readonly string $moduleVersion,
        private readonly string $magentoVersion,
        private readonly string $edition,
        private readonly string $adminOrigin,
        private readonly string $timezone,
        private readonly string $baseCurrency,
        private readonly OutboxStatusInterface $outbox
    ) {
    }

    public function getModuleVersion(): string
    {
        return $this->moduleVersion;
    }

    public function getMagentoVersion(): string
    {
        return $this->magentoVersion;
    }

    public function getEdition(): string
    {
        return $this->edition;
    }

    public function getAdminOrigin(): string
    {
        return $this->adminOrigin;
    }

    public function getTimezone(): string
    {
        return $this->timezone;
    }

    public function getBaseCurrency(): string
    {
        return $this->baseCurrency;
    }

    public function getOutbox(): OutboxStatusInterface
    {
        return $this->outbox;
    }
}
