<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\App\Config\ReinitableConfigInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\Config\Storage\WriterInterface;
use Magento\Framework\Encryption\EncryptorInterface;

/** The settings of the module. Secrets are kept encrypted with Magento's key and never shown. */
class Config
{
    public const BRIDGE_URL = 'orderbridge/connection/bridge_url';
    public const STORE_CODE = 'orderbridge/connection/store_code';
    public const WEBHOOK_SECRET = 'orderbridge/connection/webhook_secret';
    public const SECOND_WEBHOOK_SECRET = 'orderbridge/connection/second_webhook_secret';
    public const SESSION_KEY = 'orderbridge/connection/session_key';
    public const INTEGRATION_ID = 'orderbridge/connection/integration_id';
    private const DOCUMENTS_PATH = 'orderbridge/documents/path';
    private const SHOW_TO_CUSTOMERS = 'orderbridge/documents/show_to_customers';
    private const ASK_BEFORE_CANCEL = 'orderbridge/orders/ask_before_cancel';

    public function __construct(
        private readonly ScopeConfigInterface $scopeConfig,
        private readonly EncryptorInterface $encryptor,
        private readonly WriterInterface $writer,
        private readonly ReinitableConfigInterface $reinitable
    ) {
    }

    /** @return string without a slash at the end; empty: not connected */
    public function bridgeUrl(): string
    {
        return rtrim($this->text(self::BRIDGE_URL), '/');
    }

    /** @return string code of this store in the bridge */
    public function storeCode(): string
    {
        return $this->text(self::STORE_CODE);
    }

    /** @return string[] two while one is replaced */
    public function webhookSecrets(): array
    {
        return array_values(array_filter([
            $this->secret(self::WEBHOOK_SECRET),
            $this->secret(self::SECOND_WEBHOOK_SECRET),
        ]));
    }

    public function sessionKey(): string
    {
        return $this->secret(self::SESSION_KEY);
    }

    /** Is everything there that pushing events needs? */
    public function isConnected(): bool
    {
        return $this->bridgeUrl() !== '' && $this->storeCode() !== '' && $this->webhookSecrets() !== [];
    }

    /** @return string folder of the documents; empty: var/orderbridge */
    public function documentsPath(): string
    {
        return $this->text(self::DOCUMENTS_PATH);
    }

    public function isShownToCustomers(): bool
    {
        return $this->scopeConfig->isSetFlag(self::SHOW_TO_CUSTOMERS);
    }

    public function isAskedBeforeCancel(): bool
    {
        return $this->scopeConfig->isSetFlag(self::ASK_BEFORE_CANCEL);
    }

    /** @return int 0: none was made by pairing */
    public function integrationId(): int
    {
        return (int)$this->text(self::INTEGRATION_ID);
    }

    /** Keeps what pairing brought. */
    public function saveConnection(
        string $bridgeUrl,
        string $storeCode,
        string $webhookSecret,
        string $sessionKey,
        int $integrationId
    ): void {
        $this->writer->save(self::BRIDGE_URL, $bridgeUrl);
        $this->writer->save(self::STORE_CODE, $storeCode);
        $this->writer->save(self::WEBHOOK_SECRET, $this->encryptor->encrypt($webhookSecret));
        $this->writer->delete(self::SECOND_WEBHOOK_SECRET);
        $this->writer->save(self::SESSION_KEY, $this->encryptor->encrypt($sessionKey));
        $this->writer->save(self::INTEGRATION_ID, (string)$integrationId);
        $this->reinitable->reinit();
    }

    private function secret(string $path): string
    {
        $kept = $this->text($path);
        return $kept === '' ? '' : trim($this->encryptor->decrypt($kept));
    }

    private function text(string $path): string
    {
        return trim((string)$this->scopeConfig->getValue($path));
    }
}
