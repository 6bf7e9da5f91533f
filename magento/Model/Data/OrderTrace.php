<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\DocumentInterface;
use Orderbridge\Connector\Api\Data\OrderTraceInterface;
use Orderbridge\Connector\Api\Data\SyncStateInterface;

class OrderTrace implements OrderTraceInterface
{
    /**
     * @param SyncStateInterface[] $states
     * @param DocumentInterface[] $documents
     */
    public function __construct(
        private readonly array $states,
        private readonly array $documents
    ) {
    }

    public function getStates(): array
    {
        return $this->states;
    }

    public function getDocuments(): array
    {
        return $this->documents;
    }
}
