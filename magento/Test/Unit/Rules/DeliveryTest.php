<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\Delivery;
use Orderbridge\Connector\Rules\Outcome;
use PHPUnit\Framework\TestCase;

final class DeliveryTest extends TestCase
{
    private const NOW = 1772355600;

    /** @dataProvider outcomes */
    public function testFollowsTheAnswer(int $status, Outcome $outcome): void
    {
        self::assertSame($outcome, Delivery::decide($status, null, 1, self::NOW, self::NOW, 0.5)->outcome);
    }

    public static function outcomes(): array
    {
        return [
            'taken' => [200, Outcome::Sent],
            'taken without a body' => [204, Outcome::Sent],
            'no answer' => [0, Outcome::Pending],
            'moved' => [301, Outcome::Pending],
            'bad signature' => [401, Outcome::Dead],
            'unknown store' => [404, Outcome::Dead],
            'too large' => [413, Outcome::Dead],
            'slow' => [408, Outcome::Pending],
            'too early' => [425, Outcome::Pending],
            'too many' => [429, Outcome::Pending],
            'broken' => [500, Outcome::Pending],
            'maintenance' => [503, Outcome::Pending],
        ];
    }

    public function testWaitsTwiceAsLongEachTimeButNeverLongerThanSixHours(): void
    {
        $waits = array_map(static fn (int $attempts): int => Delivery::backoff($attempts, 1.0), range(1, 18));
        self::assertSame([1, 2, 4, 8, 16, 32, 64], array_slice($waits, 0, 7));
        self::assertSame([16384, 21600, 21600, 21600], array_slice($waits, 14));
        self::assertSame(21600, Delivery::backoff(PHP_INT_MAX, 1.0));
    }

    public function testSpreadsTheTriesOfManyShops(): void
    {
        self::assertSame(32, Delivery::backoff(7, 0.0));
        self::assertSame(48, Delivery::backoff(7, 0.5));
        self::assertSame(64, Delivery::backoff(7, 1.0));
    }

    public function testWaitsAsLongAsTheBridgeAsks(): void
    {
        $verdict = Delivery::decide(429, '120', 1, self::NOW, self::NOW, 0.0);
        self::assertSame(self::NOW + 120, $verdict->nextAttemptAt);
        $early = Delivery::decide(503, '1', 10, self::NOW, self::NOW, 1.0);
        self::assertSame(self::NOW + 512, $early->nextAttemptAt);
    }

    /** @dataProvider retryAfters */
    public function testReadsRetryAfter(?string $header, int $seconds): void
    {
        self::assertSame($seconds, Delivery::retryAfterSeconds($header, self::NOW));
    }

    public static function retryAfters(): array
    {
        return [
            'absent' => [null, 0],
            'seconds' => ['30', 30],
            'with spaces' => [' 30 ', 30],
            'a date' => [gmdate('D, d M Y H:i:s', self::NOW + 90) . ' GMT', 90],
            'a date that is over' => [gmdate('D, d M Y H:i:s', self::NOW - 90) . ' GMT', 0],
            'a year' => ['31536000', 86400],
            'negative' => ['-5', 0],
            'nonsense' => ['soon', 0],
        ];
    }

    public function testGivesUpAfterAWeekOfTries(): void
    {
        $week = 7 * 86400;
        self::assertSame(Outcome::Pending, Delivery::decide(500, null, 60, self::NOW - $week + 1, self::NOW, 0.5)->outcome);
        $last = Delivery::decide(500, null, 60, self::NOW - $week, self::NOW, 0.5);
        self::assertSame(Outcome::Dead, $last->outcome);
        self::assertNull($last->nextAttemptAt);
    }
}
