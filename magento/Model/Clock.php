<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

/** The time, in UTC. */
class Clock
{
    private const COLUMN = 'Y-m-d H:i:s';

    /** @return int seconds since 1970 */
    public function now(): int
    {
        return time();
    }

    /** @return string as a datetime column holds it */
    public static function toColumn(int $seconds): string
    {
        return gmdate(self::COLUMN, $seconds);
    }

    /** @return int|null null for an empty column */
    public static function fromColumn(?string $text): ?int
    {
        $date = \DateTimeImmutable::createFromFormat('!' . self::COLUMN, (string)$text, new \DateTimeZone('UTC'));
        return $date === false ? null : $date->getTimestamp();
    }

    /** @return string ISO 8601 of a column */
    public static function toIso(string $column): string
    {
        return str_replace(' ', 'T', $column) . 'Z';
    }
}
