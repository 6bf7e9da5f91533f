<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Outbox;

use Magento\Framework\Lock\LockManagerInterface;
use Orderbridge\Connector\Bridge\Answer;
use Orderbridge\Connector\Model\Bridge;
use Orderbridge\Connector\Model\Clock;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Rules\Delivery;
use Orderbridge\Connector\Rules\Outcome;

/** Pushes committed events to the bridge: in order, at least once, one relay at a time. */
class Relay
{
    private const LOCK = 'orderbridge_relay';
    private const BATCH = 100;
    private const LONGEST_ERROR = 400;

    public function __construct(
        private readonly Config $config,
        private readonly Numbers $numbers,
        private readonly Queue $queue,
        private readonly Bridge $bridge,
        private readonly LockManagerInterface $locks,
        private readonly Clock $clock
    ) {
    }

    /**
     * @param int $seconds how long to look for new events; 0: what is there now
     * @param bool $isDueNow does not wait for the time of the next try
     * @return int|null how many were delivered; null: another relay runs, or the store is not connected
     */
    public function run(int $seconds, bool $isDueNow = false): ?int
    {
        if (!$this->config->isConnected() || !$this->locks->lock(self::LOCK, 0)) {
            return null;
        }
        try {
            $until = $this->clock->now() + $seconds;
            $delivered = 0;
            while (true) {
                $this->numbers->give();
                $delivered += $this->deliverWaiting($isDueNow);
                if ($this->clock->now() >= $until) {
                    return $delivered;
                }
                sleep(1);
            }
        } finally {
            $this->locks->unlock(self::LOCK);
        }
    }

    /** Batch after batch until one fails: a later event never overtakes an earlier one. */
    private function deliverWaiting(bool $isDueNow): int
    {
        $delivered = 0;
        while (true) {
            $rows = $this->queue->waiting(self::BATCH);
            $dueAt = $rows === [] ? null : Clock::fromColumn($rows[0]['next_attempt_at']);
            if ($rows === [] || !$isDueNow && $dueAt !== null && $dueAt > $this->clock->now()) {
                return $delivered;
            }
            $answer = $this->bridge->pushEvents(array_map(Queue::toEvent(...), $rows));
            $now = $this->clock->now();
            $outcomes = array_map(fn (array $row): Outcome => $this->settle($row, $answer, $now), $rows);
            if ($answer->isOk()) {
                $delivered += count($rows);
            }
            if (in_array(Outcome::Pending, $outcomes, true)) {
                return $delivered;
            }
        }
    }

    /** @param array<string, mixed> $row */
    private function settle(array $row, Answer $answer, int $now): Outcome
    {
        $attempts = (int)$row['attempts'] + 1;
        $first = Clock::fromColumn($row['first_attempt_at']) ?? $now;
        $random = random_int(0, 1_000_000) / 1_000_000;
        $verdict = Delivery::decide($answer->status, $answer->retryAfter, $attempts, $first, $now, $random);
        $isSettled = $verdict->outcome !== Outcome::Pending;
        $this->queue->settle((int)$row['row_id'], [
            'outcome' => $verdict->outcome->value,
            'attempts' => $attempts,
            'first_attempt_at' => Clock::toColumn($first),
            'next_attempt_at' => $verdict->nextAttemptAt === null ? null : Clock::toColumn($verdict->nextAttemptAt),
            'settled_at' => $isSettled ? Clock::toColumn($now) : null,
            'last_error' => $answer->isOk() ? null : mb_strcut($answer->describe(), 0, self::LONGEST_ERROR, 'UTF-8'),
        ]);
        return $verdict->outcome;
    }
}
