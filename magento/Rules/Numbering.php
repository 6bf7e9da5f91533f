<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Gives committed events their numbers: one after the other, in the order in which they were written. */
final class Numbering
{
    /**
     * @param int $last the last number that was given; 0: none
     * @param int[] $rowIds rows without a number
     * @return array<int, int> number by row
     */
    public static function assign(int $last, array $rowIds): array
    {
        $rows = array_values(array_unique($rowIds));
        sort($rows);
        return $rows === [] ? [] : array_combine($rows, range($last + 1, $last + count($rows)));
    }
}
