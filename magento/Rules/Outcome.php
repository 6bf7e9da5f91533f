<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Where an event of the outbox stands; the numbers are in the table. */
enum Outcome: int
{
    case Pending = 0;
    case Sent = 1;
    case Dead = 2;

    /** @return string as people write it on the command line */
    public function word(): string
    {
        return strtolower($this->name);
    }

    public static function fromWord(string $word): ?self
    {
        foreach (self::cases() as $case) {
            if ($case->word() === $word) {
                return $case;
            }
        }
        return null;
    }
}
