<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\SalesDocument;

/** The document of Magento that belongs to one of the ERP. */
final class Made
{
    public function __construct(
        public readonly int $id,
        public readonly string $number,
        public readonly bool $isNew
    ) {
    }
}
