<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Cron;

use Orderbridge\Connector\Model\Outbox\Relay;

/** Each minute, for most of it: an event waits about a second. */
class RunRelay
{
    private const SECONDS = 50;

    public function __construct(private readonly Relay $relay)
    {
    }

    public function execute(): void
    {
        $this->relay->run(self::SECONDS);
    }
}
