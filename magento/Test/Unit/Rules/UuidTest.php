<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\Uuid;
use PHPUnit\Framework\TestCase;

final class UuidTest extends TestCase
{
    public function testIsRandomAndOfVersionFour(): void
    {
        $ids = array_map(static fn (): string => Uuid::v4(), range(1, 200));
        self::assertCount(200, array_unique($ids));
        $form = '/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D';
        self::assertSame($ids, preg_grep($form, $ids));
    }
}
