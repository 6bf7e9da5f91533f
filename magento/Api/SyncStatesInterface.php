<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api;

/** Where an order stands in the ERPs. */
interface SyncStatesInterface
{
    /**
     * Replaces all that was told before.
     *
     * The capital letter is on purpose: of a PUT whose body has one key with a list, Magento takes the type of the
     * parameter of that very name for a class (Magento\Webapi\Controller\Rest\ParamsOverrider) and fails. Written like
     * this, "states" in the body is still this parameter, and is not found there.
     *
     * @param int $orderId
     * @param \Orderbridge\Connector\Api\Data\SyncStateInterface[] $States
     * @return bool true
     * @throws \Magento\Framework\Exception\LocalizedException
     */
    public function replace(int $orderId, array $States): bool;
}
