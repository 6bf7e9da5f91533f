<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\App\ProductMetadataInterface;
use Magento\Framework\Exception\LocalizedException;
use Orderbridge\Connector\Rules\BridgeAddress;
use Orderbridge\Connector\Rules\PairingAnswer;

/**
 * Connects this Magento with a store of the bridge: an integration is made and its credentials are given for the code
 * that the bridge shows; keys come back. Nobody copies a secret, and none is shown.
 */
class Pairing
{
    public function __construct(
        private readonly Config $config,
        private readonly Bridge $bridge,
        private readonly Integration $integration,
        private readonly Addresses $addresses,
        private readonly ProductMetadataInterface $product
    ) {
    }

    /**
     * @param string $code single use, as the bridge shows it
     * @return string code of the store in the bridge
     * @throws LocalizedException says what to do next; then nothing is changed
     */
    public function connect(string $bridgeUrl, string $code): string
    {
        $url = Refusal::translate(static fn (): string => BridgeAddress::normalize($bridgeUrl));
        if (preg_match('/^[A-Za-z0-9-]{6,128}$/D', trim($code)) !== 1) {
            throw new LocalizedException(__('Paste the pairing code as Orderbridge shows it under "Connect a Magento".'));
        }
        $former = $this->config->integrationId();
        $integrationId = $this->integration->create();
        try {
            $answer = $this->exchange($url, trim($code), $integrationId);
            $this->config->saveConnection(
                $url,
                $answer->store,
                $answer->webhookSecret,
                $answer->sessionKey,
                $integrationId
            );
        } catch (\Throwable $error) {
            $this->integration->remove($integrationId);
            throw $error;
        }
        if ($former !== 0) {
            $this->integration->remove($former);
        }
        return $answer->store;
    }

    private function exchange(string $url, string $code, int $integrationId): PairingAnswer
    {
        $answer = $this->bridge->pair($url, [
            'code' => $code,
            'base_url' => $this->addresses->base(),
            'admin_origin' => $this->addresses->adminOrigin(),
            'oauth' => $this->integration->credentials($integrationId),
            'module_version' => StatusReader::MODULE_VERSION,
            'magento_version' => (string)$this->product->getVersion(),
        ]);
        if (!$answer->isOk()) {
            throw new LocalizedException(__('Orderbridge did not take the pairing code: %1', $answer->reason()));
        }
        return Refusal::translate(static fn (): PairingAnswer => PairingAnswer::read($answer->json()));
    }
}
