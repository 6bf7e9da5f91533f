<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Config;

use Magento\Framework\App\Config\Value;
use Orderbridge\Connector\Model\Refusal;
use Orderbridge\Connector\Rules\BridgeAddress;

/** The bridge URL as somebody writes it under Stores › Configuration. */
class BridgeUrl extends Value
{
    /** @return $this */
    public function beforeSave()
    {
        $text = trim((string)$this->getValue());
        $this->setValue($text === '' ? '' : Refusal::translate(static fn (): string => BridgeAddress::normalize($text)));
        return parent::beforeSave();
    }
}
