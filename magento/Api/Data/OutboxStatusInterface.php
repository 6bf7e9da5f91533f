<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** What waits in the outbox. */
interface OutboxStatusInterface
{
    /**
     * @return int
     */
    public function getPending(): int;

    /**
     * @return int
     */
    public function getDead(): int;

    /**
     * @return int
     */
    public function getLastSequence(): int;

    /**
     * @return string|null
     */
    public function getOldestPendingAt(): ?string;
}
