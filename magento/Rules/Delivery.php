<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** What becomes of an event after a try to deliver it. Times are seconds since 1970. */
final class Delivery
{
    public const LONGEST_BACKOFF = 6 * 3600;
    public const GIVE_UP_AFTER = 7 * 86400;
    /** A Retry-After beyond this is no answer of a bridge that wants its events. */
    private const LONGEST_RETRY_AFTER = 86400;
    /** These ask for another try, although they are 4xx. */
    private const TRY_AGAIN = [408, 425, 429];

    /** @param int|null $nextAttemptAt when it is still waiting */
    private function __construct(
        public readonly Outcome $outcome,
        public readonly ?int $nextAttemptAt = null
    ) {
    }

    /**
     * @param int $status HTTP status of the answer; 0: there was none
     * @param int $attempts tries so far, this one among them
     * @param int $firstAttemptAt when the first of them was
     * @param float $random 0 to 1: spreads the tries of many shops
     */
    public static function decide(
        int $status,
        ?string $retryAfter,
        int $attempts,
        int $firstAttemptAt,
        int $now,
        float $random
    ): self {
        if ($status >= 200 && $status < 300) {
            return new self(Outcome::Sent);
        }
        $isRefused = $status >= 400 && $status < 500 && !in_array($status, self::TRY_AGAIN, true);
        if ($isRefused || $now - $firstAttemptAt >= self::GIVE_UP_AFTER) {
            return new self(Outcome::Dead);
        }
        $wait = max(self::backoff($attempts, $random), self::retryAfterSeconds($retryAfter, $now));
        return new self(Outcome::Pending, $now + $wait);
    }

    /** @return int seconds: doubles from 1 to 6 hours, between a half and the whole of it */
    public static function backoff(int $attempts, float $random): int
    {
        // 2^15 seconds are beyond six hours already; without the bound a float would overflow the integer.
        $full = min(2 ** min(max($attempts - 1, 0), 15), self::LONGEST_BACKOFF);
        return (int)ceil($full * (0.5 + min(max($random, 0.0), 1.0) / 2));
    }

    /** @return int seconds; 0 when the header is absent or makes no sense (RFC 9110, 10.2.3: seconds or a date) */
    public static function retryAfterSeconds(?string $header, int $now): int
    {
        $text = trim((string)$header);
        if (preg_match('/^\d{1,9}$/D', $text) === 1) {
            return min((int)$text, self::LONGEST_RETRY_AFTER);
        }
        $date = \DateTimeImmutable::createFromFormat('!D, d M Y H:i:s \G\M\T', $text, new \DateTimeZone('UTC'));
        return $date === false ? 0 : min(max($date->getTimestamp() - $now, 0), self::LONGEST_RETRY_AFTER);
    }
}
