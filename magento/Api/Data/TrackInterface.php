<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Api\Data;

/** A parcel. */
interface TrackInterface
{
    /**
     * @return string
     */
    public function getCarrierCode(): string;

    /**
     * @param string $carrierCode
     * @return void
     */
    public function setCarrierCode(string $carrierCode): void;

    /**
     * @return string
     */
    public function getTitle(): string;

    /**
     * @param string $title
     * @return void
     */
    public function setTitle(string $title): void;

    /**
     * @return string
     */
    public function getNumber(): string;

    /**
     * @param string $number
     * @return void
     */
    public function setNumber(string $number): void;
}
