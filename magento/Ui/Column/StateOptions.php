<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Ui\Column;

use Magento\Framework\Data\OptionSourceInterface;
use Magento\Framework\Phrase;

/** Words for where an order stands in the ERP. */
class StateOptions implements OptionSourceInterface
{
    /** @return array<int, array{value: string, label: Phrase}> */
    public function toOptionArray(): array
    {
        $options = [];
        foreach (self::words() as $state => $word) {
            $options[] = ['value' => $state, 'label' => $word];
        }
        return $options;
    }

    /** @return string the state itself when the bridge is newer than this module */
    public function wordOf(string $state): string
    {
        return (string)(self::words()[$state] ?? $state);
    }

    /** @return array<string, Phrase> */
    private static function words(): array
    {
        return [
            'problem' => __('Problem'),
            'planned' => __('Planned'),
            'draft' => __('Draft in the ERP'),
            'open' => __('In the ERP'),
            'confirmed' => __('Confirmed by the ERP'),
            'closed' => __('Closed in the ERP'),
            'canceled' => __('Canceled in the ERP'),
        ];
    }
}
