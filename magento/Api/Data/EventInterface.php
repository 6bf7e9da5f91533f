<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** One thin event. */
interface EventInterface
{
    /**
     * @return string
     */
    public function getId(): string;

    /**
     * @return int
     */
    public function getSequence(): int;

    /**
     * @return string
     */
    public function getType(): string;

    /**
     * @return string
     */
    public function getEntityType(): string;

    /**
     * @return int
     */
    public function getEntityId(): int;

    /**
     * @return string|null
     */
    public function getIncrementId(): ?string;

    /**
     * @return int
     */
    public function getStoreId(): int;

    /**
     * @return string|null
     */
    public function getState(): ?string;

    /**
     * @return string|null
     */
    public function getStatus(): ?string;

    /**
     * @return string
     */
    public function getOccurredAt(): string;
}
