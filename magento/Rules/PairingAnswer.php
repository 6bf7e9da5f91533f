<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** What the bridge gives for a pairing code. */
final class PairingAnswer
{
    private function __construct(
        public readonly string $store,
        public readonly string $webhookSecret,
        public readonly string $sessionKey
    ) {
    }

    /**
     * @param array<mixed> $answer {store, webhook_secret, session_key}
     * @throws Refused when something is missing, or not of the form that it has to have
     */
    public static function read(array $answer): self
    {
        $text = static fn (string $name): string => is_string($answer[$name] ?? null) ? $answer[$name] : '';
        $read = new self($text('store'), $text('webhook_secret'), $text('session_key'));
        if (preg_match('/^[a-z0-9][a-z0-9-]{0,39}$/D', $read->store) !== 1) {
            throw new Refused('The bridge answered without the code of a store. Is the bridge URL right?');
        }
        if (!WebhookSignature::isSecret($read->webhookSecret) || strlen($read->sessionKey) < SessionToken::KEY_LENGTH) {
            throw new Refused('The bridge answered without the keys of the store. Is it as new as this module?');
        }
        return $read;
    }
}
