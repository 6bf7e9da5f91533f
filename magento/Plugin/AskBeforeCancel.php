<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Plugin;

use Magento\Framework\Exception\LocalizedException;
use Magento\Sales\Api\OrderManagementInterface;
use Orderbridge\Connector\Model\Bridge;
use Orderbridge\Connector\Model\Config;

/**
 * Before somebody cancels an order in the admin: goods may have left the ERP's warehouse. A bridge that does not answer
 * forbids nothing. There is no event before a cancellation that could refuse it.
 */
class AskBeforeCancel
{
    public function __construct(private readonly Config $config, private readonly Bridge $bridge)
    {
    }

    /**
     * @param int|string $id
     * @throws LocalizedException with the reason of the bridge
     */
    public function beforeCancel(OrderManagementInterface $subject, $id): void
    {
        if (!$this->config->isAskedBeforeCancel() || !$this->config->isConnected()) {
            return;
        }
        $answer = $this->bridge->mayCancel((int)$id);
        $verdict = $answer->isOk() ? $answer->json() : [];
        if (($verdict['allowed'] ?? true) === false) {
            $reason = is_string($verdict['reason'] ?? null) ? $verdict['reason'] : '';
            throw new LocalizedException(__('The order was not cancelled. %1', $reason));
        }
    }
}
