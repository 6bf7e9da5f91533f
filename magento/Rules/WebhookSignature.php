<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Standard Webhooks, symmetric: HMAC-SHA256 over "id.timestamp.body" under the decoded key. */
final class WebhookSignature
{
    private const PREFIX = 'whsec_';

    /**
     * @param string[] $secrets "whsec_" and the key in base64; two while one is replaced
     * @return string value of the header webhook-signature: one "v1,…" for each secret
     * @throws \InvalidArgumentException when there is no secret, or one is not of this form
     */
    public static function header(array $secrets, string $id, int $timestamp, string $body): string
    {
        if ($secrets === []) {
            throw new \InvalidArgumentException('There is no webhook secret to sign with.');
        }
        $sign = static fn (string $secret): string => 'v1,' . base64_encode(
            hash_hmac('sha256', "$id.$timestamp.$body", self::key($secret), true)
        );
        return implode(' ', array_map($sign, array_values($secrets)));
    }

    /** Is it of the form that the bridge gives out? */
    public static function isSecret(string $secret): bool
    {
        return preg_match('/^whsec_[A-Za-z0-9+\/]+={0,2}$/D', $secret) === 1
            && strlen((string)base64_decode(substr($secret, strlen(self::PREFIX)), true)) >= 16;
    }

    private static function key(string $secret): string
    {
        if (!self::isSecret($secret)) {
            throw new \InvalidArgumentException('The webhook secret is not of the form "whsec_…".');
        }
        return (string)base64_decode(substr($secret, strlen(self::PREFIX)), true);
    }
}
