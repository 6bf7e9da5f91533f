<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Which event the save of an order is. States are Magento's: they are the machine, statuses are labels. */
final class OrderEvent
{
    public const CREATED = 'order.created';
    public const UPDATED = 'order.updated';
    public const CANCELED = 'order.canceled';
    public const HELD = 'order.held';
    public const UNHELD = 'order.unheld';

    /** @param string|null $before state before the save; null: not known */
    public static function of(?string $before, ?string $now): string
    {
        if ($before === $now) {
            return self::UPDATED;
        }
        return match (true) {
            $now === 'canceled' => self::CANCELED,
            $now === 'holded' => self::HELD,
            $before === 'holded' => self::UNHELD,
            default => self::UPDATED,
        };
    }
}
