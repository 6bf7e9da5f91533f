<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** What became of a status. */
interface StatusChangeInterface
{
    /**
     * @return string
     */
    public function getState(): string;

    /**
     * @return string
     */
    public function getStatus(): string;

    /**
     * @return bool
     */
    public function getChanged(): bool;
}
