<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Is somebody in the shop the buyer of an order? */
final class DocumentAccess
{
    /**
     * @param int|null $ownerId customer of the order; null: bought as a guest
     * @param string $protectCode of the order; opens the orders of guests only
     * @param int|null $customerId who is signed in
     * @param string $code what the address says
     */
    public static function isBuyer(?int $ownerId, string $protectCode, ?int $customerId, string $code): bool
    {
        if ($ownerId !== null && $ownerId > 0) {
            return $customerId === $ownerId;
        }
        return $protectCode !== '' && hash_equals($protectCode, $code);
    }
}
