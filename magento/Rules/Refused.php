<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Something from outside was not taken. The message has %1… placeholders, as Magento's REST answers have. */
final class Refused extends \DomainException
{
    /** @param array<int, string|int> $parameters */
    public function __construct(string $message, public readonly array $parameters = [])
    {
        parent::__construct($message);
    }
}
