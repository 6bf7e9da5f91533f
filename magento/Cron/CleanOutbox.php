<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Cron;

use Orderbridge\Connector\Model\Outbox\Queue;

/** Each night. */
class CleanOutbox
{
    public function __construct(private readonly Queue $queue)
    {
    }

    public function execute(): void
    {
        $this->queue->clean();
    }
}
