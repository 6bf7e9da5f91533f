<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** The credit memo for a document of the ERP. */
interface MadeCreditmemoInterface
{
    /**
     * @return int
     */
    public function getCreditmemoId(): int;

    /**
     * @return string
     */
    public function getIncrementId(): string;

    /**
     * @return bool
     */
    public function getCreated(): bool;
}
