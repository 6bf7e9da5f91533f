<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Data;

use Orderbridge\Connector\Api\Data\TrackInterface;

class Track implements TrackInterface
{
    private string $carrierCode = '';
    private string $title = '';
    private string $number = '';

    public function getCarrierCode(): string
    {
        return $this->carrierCode;
    }

    public function setCarrierCode(string $carrierCode): void
    {
        $this->carrierCode = $carrierCode;
    }

    public function getTitle(): string
    {
        return $this->title;
    }

    public function setTitle(string $title): void
    {
        $this->title = $title;
    }

    public function getNumber(): string
    {
        return $this->number;
    }

    public function setNumber(string $number): void
    {
        $this->number = $number;
    }
}
