<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\Outcome;
use PHPUnit\Framework\TestCase;

final class OutcomeTest extends TestCase
{
    public function testIsReadAsItIsWritten(): void
    {
        foreach (Outcome::cases() as $outcome) {
            self::assertSame($outcome, Outcome::fromWord($outcome->word()));
        }
        self::assertNull(Outcome::fromWord('lost'));
    }
}
