<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** Events after a sequence. */
interface OutboxPageInterface
{
    /**
     * @return \Orderbridge\Connector\Api\Data\EventInterface[]
     */
    public function getEvents(): array;

    /**
     * @return int
     */
    public function getLastSequence(): int;
}
