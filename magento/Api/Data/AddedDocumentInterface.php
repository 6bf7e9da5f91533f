<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** A document that was sent. */
interface AddedDocumentInterface
{
    /**
     * @return int
     */
    public function getDocumentId(): int;

    /**
     * @return bool
     */
    public function getCreated(): bool;
}
