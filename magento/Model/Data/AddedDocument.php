<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\AddedDocumentInterface;

class AddedDocument implements AddedDocumentInterface
{
    public function __construct(
        private readonly int $documentId,
        private readonly bool $created
    ) {
    }

    public function getDocumentId(): int
    {
        return $this->documentId;
    }

    public function getCreated(): bool
    {
        return $this->created;
    }
}
