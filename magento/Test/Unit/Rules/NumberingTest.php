<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\Numbering;
use PHPUnit\Framework\TestCase;

final class NumberingTest extends TestCase
{
    public function testGoesOnFromTheLastNumberInTheOrderOfWriting(): void
    {
        self::assertSame([12 => 8, 15 => 9, 40 => 10], Numbering::assign(7, [40, 12, 15]));
        self::assertSame([3 => 1], Numbering::assign(0, [3]));
        self::assertSame([], Numbering::assign(7, []));
    }

    /** A row with a small id that commits late gets the next number, not one in between. */
    public function testLeavesNoGapWhateverCommitsWhen(): void
    {
        mt_srand(20260301);
        for ($round = 0; $round < 200; $round++) {
            $rows = range(1, 60);
            shuffle($rows);
            $numbers = [];
            while ($rows !== []) {
                $committed = array_splice($rows, 0, mt_rand(1, 9));
                $numbers += Numbering::assign($numbers === [] ? 0 : max($numbers), $committed);
            }
            sort($numbers);
            self::assertSame(range(1, 60), $numbers);
        }
    }
}
