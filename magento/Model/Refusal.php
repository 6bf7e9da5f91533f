<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Phrase;
use Orderbridge\Connector\Rules\Refused;

/** Turns a refusal of the rules into the one that Magento's REST answers with 400. */
class Refusal
{
    /**
     * @template T
     * @param callable(): T $check
     * @return T
     * @throws LocalizedException
     */
    public static function translate(callable $check): mixed
    {
        try {
            return $check();
        } catch (Refused $refused) {
            throw new LocalizedException(new Phrase($refused->getMessage(), $refused->parameters), $refused);
        }
    }
}
