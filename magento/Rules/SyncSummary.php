<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** One word for an order that stands in several ERPs: the one that is least far. */
final class SyncSummary
{
    /** States of sales documents as the bridge tells them, from the one that needs people to the one that is over. */
    public const STATES = ['problem', 'planned', 'draft', 'open', 'confirmed', 'closed', 'canceled'];

    /**
     * @param string[] $states
     * @return string|null null when the order is in no ERP; a state that is not known counts as the least far
     */
    public static function of(array $states): ?string
    {
        $rank = static fn (string $state): int => (int)array_search($state, self::STATES, true);
        usort($states, static fn (string $a, string $b): int => $rank($a) <=> $rank($b));
        return $states[0] ?? null;
    }
}
