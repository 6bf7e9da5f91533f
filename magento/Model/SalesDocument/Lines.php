<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

use Magento\Framework\Exception\LocalizedException;

/** The lines that the bridge asks for. */
class Lines
{
    /**
     * @param object[] $items
     * @throws LocalizedException when there are none: Magento would take everything that is left
     */
    public static function refuseNone(array $items): void
    {
        if ($items === []) {
            throw new LocalizedException(__('Name at least one line of the order.'));
        }
    }
}
