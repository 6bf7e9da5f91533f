<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** What the bridge has told about an order. */
interface OrderTraceInterface
{
    /**
     * @return \Orderbridge\Connector\Api\Data\SyncStateInterface[]
     */
    public function getStates(): array;

    /**
     * @return \Orderbridge\Connector\Api\Data\DocumentInterface[]
     */
    public function getDocuments(): array;
}
