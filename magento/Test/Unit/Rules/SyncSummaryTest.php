<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\SyncSummary;
use PHPUnit\Framework\TestCase;

final class SyncSummaryTest extends TestCase
{
    public function testIsTheStateThatIsLeastFar(): void
    {
        self::assertNull(SyncSummary::of([]));
        self::assertSame('open', SyncSummary::of(['open']));
        self::assertSame('draft', SyncSummary::of(['closed', 'draft', 'open']));
        self::assertSame('problem', SyncSummary::of(['open', 'problem']));
    }

    public function testShowsAStateOfANewerBridge(): void
    {
        self::assertSame('half-way', SyncSummary::of(['half-way', 'closed']));
    }
}
