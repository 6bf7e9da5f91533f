<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\StatusChangeInterface;

class StatusChange implements StatusChangeInterface
{
    public function __construct(
        private readonly string $state,
        private readonly string $status,
        private readonly bool $changed
    ) {
    }

    public function getState(): string
    {
        return $this->state;
    }

    public function getStatus(): string
    {
        return $this->status;
    }

    public function getChanged(): bool
    {
        return $this->changed;
    }
}
