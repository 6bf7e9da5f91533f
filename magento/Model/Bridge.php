<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Orderbridge\Connector\Bridge\Answer;
use Orderbridge\Connector\Bridge\HttpPost;
use Orderbridge\Connector\Rules\Uuid;
use Orderbridge\Connector\Rules\WebhookSignature;

/** What the module says to the bridge, signed with the keys of this store. */
class Bridge
{
    private const EVENTS_SECONDS = 15;
    /** The bridge answers within three: somebody in the admin waits. */
    private const QUESTION_SECONDS = 4;
    private const PAIRING_SECONDS = 30;

    public function __construct(
        private readonly Config $config,
        private readonly HttpPost $http,
        private readonly Clock $clock
    ) {
    }

    /** @param array<int, array<string, mixed>> $events at least one, at most 100 */
    public function pushEvents(array $events): Answer
    {
        // The id of the first event: the same events sent again are the same message to whoever counts them.
        return $this->sendSigned('', 'msg_' . $events[0]['id'], ['events' => $events], self::EVENTS_SECONDS);
    }

    /** Asks whether an order may still be cancelled: goods may have left the ERP's warehouse. */
    public function mayCancel(int $orderId): Answer
    {
        return $this->sendSigned('/may-cancel', 'ask_' . Uuid::v4(), ['order_id' => $orderId], self::QUESTION_SECONDS);
    }

    /** @param array<string, mixed> $offer goes over TLS; the code in it is what the bridge trusts, once */
    public function pair(string $bridgeUrl, array $offer): Answer
    {
        return $this->http->send("$bridgeUrl/pair", [], self::encode($offer), self::PAIRING_SECONDS);
    }

    /** @param array<string, mixed> $value */
    private function sendSigned(string $path, string $id, array $value, int $seconds): Answer
    {
        $body = self::encode($value);
        $now = $this->clock->now();
        $url = $this->config->bridgeUrl() . '/webhooks/magento/' . rawurlencode($this->config->storeCode()) . $path;
        try {
            $signature = WebhookSignature::header($this->config->webhookSecrets(), $id, $now, $body);
        } catch (\InvalidArgumentException $error) {
            return new Answer(0, '', null, $error->getMessage());
        }
        $headers = ['webhook-id' => $id, 'webhook-timestamp' => (string)$now, 'webhook-signature' => $signature];
        return $this->http->send($url, $headers, $body, $seconds);
    }

    /** @param array<string, mixed> $value */
    private static function encode(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
    }
}
