<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\OrderEvent;
use PHPUnit\Framework\TestCase;

final class OrderEventTest extends TestCase
{
    /** @dataProvider moves */
    public function testNamesTheMove(?string $before, ?string $now, string $type): void
    {
        self::assertSame($type, OrderEvent::of($before, $now));
    }

    public static function moves(): array
    {
        return [
            'nothing moved' => ['processing', 'processing', 'order.updated'],
            'invoiced' => ['new', 'processing', 'order.updated'],
            'canceled' => ['new', 'canceled', 'order.canceled'],
            'canceled once' => ['canceled', 'canceled', 'order.updated'],
            'held' => ['processing', 'holded', 'order.held'],
            'released' => ['holded', 'processing', 'order.unheld'],
            'canceled while held' => ['holded', 'canceled', 'order.canceled'],
            'held from the beginning' => [null, 'holded', 'order.held'],
        ];
    }
}
