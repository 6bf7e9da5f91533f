<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Says to the bridge who looks at its page: a JWT, HS256 under the store's session key, good for a minute. */
final class SessionToken
{
    public const SECONDS = 60;
    public const ROLES = ['view', 'operate', 'configure'];
    /** The bridge takes no shorter key. */
    public const KEY_LENGTH = 32;
    /** Lengths that the bridge takes. */
    private const LONGEST_NAME = 200;

    /**
     * @param string $key session key of the store, used as the bytes that it is written with
     * @param string $issuer base address of Magento, as it was told when pairing
     * @param string[] $roles of "view", "operate", "configure"; others are left out
     * @param int $now seconds since 1970
     * @param string $tokenId never used before
     * @return string header.claims.signature
     * @throws \InvalidArgumentException when the key is too short
     */
    public static function sign(
        string $key,
        string $issuer,
        string $store,
        string $userId,
        string $name,
        array $roles,
        string $locale,
        int $now,
        string $tokenId
    ): string {
        if (strlen($key) < self::KEY_LENGTH) {
            throw new \InvalidArgumentException('The session key has fewer than 32 characters.');
        }
        $claims = [
            'iss' => $issuer,
            'aud' => 'orderbridge',
            'sub' => $userId,
            'name' => self::shorten($name) ?: $userId,
            'store' => $store,
            'roles' => array_values(array_intersect(self::ROLES, $roles)),
            'locale' => str_replace('_', '-', $locale),
            'iat' => $now,
            'exp' => $now + self::SECONDS,
            'jti' => $tokenId,
        ];
        $signed = self::encode(['alg' => 'HS256', 'typ' => 'JWT']) . '.' . self::encode($claims);
        return $signed . '.' . self::base64Url(hash_hmac('sha256', $signed, $key, true));
    }

    private static function shorten(string $name): string
    {
        return preg_match('/^.{1,' . self::LONGEST_NAME . '}/us', trim($name), $found) === 1 ? $found[0] : '';
    }

    /** @param array<string, mixed> $value */
    private static function encode(array $value): string
    {
        return self::base64Url(json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
    }

    private static function base64Url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
