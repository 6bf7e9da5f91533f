<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\MadeCreditmemoInterface;

class MadeCreditmemo implements MadeCreditmemoInterface
{
    public function __construct(
        private readonly int $creditmemoId,
        private readonly string $incrementId,
        private readonly bool $created
    ) {
    }

    public function getCreditmemoId(): int
    {
        return $this->creditmemoId;
    }

    public function getIncrementId(): string
    {
        return $this->incrementId;
    }

    public function getCreated(): bool
    {
        return $this->created;
    }
}
