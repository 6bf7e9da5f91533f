<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** The outbox by pull: for a bridge that cannot be reached, and to find gaps. */
interface OutboxInterface
{
    /**
     * @param int $after the last sequence that is known
     * @param int $limit 1 to 1000; beyond that the nearest of the two
     * @return \Orderbridge\Connector\Api\Data\OutboxPageInterface
     */
    public function read(int $after = 0, int $limit = 100): \Orderbridge\Connector\Api\Data\OutboxPageInterface;
}
