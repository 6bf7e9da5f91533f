<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** Where the bridge is: https, or plain http to this machine and to containers beside it. */
final class BridgeAddress
{
    /**
     * @return string scheme, host and path without a slash at the end
     * @throws Refused when it is not an address that secrets may be sent to
     */
    public static function normalize(string $text): string
    {
        $text = rtrim(trim($text), '/');
        $parts = parse_url($text);
        $scheme = strtolower($parts['scheme'] ?? '');
        $host = strtolower($parts['host'] ?? '');
        $more = array_intersect_key(is_array($parts) ? $parts : [], ['user' => 1, 'pass' => 1, 'query' => 1, 'fragment' => 1]);
        if ($host === '' || $more !== [] || preg_match('/[\s"\'<>;,\x00-\x1f]/', $text) === 1) {
            throw new Refused('The bridge URL has to look like https://bridge.example.');
        }
        if ($scheme !== 'https' && !($scheme === 'http' && self::isNear($host))) {
            throw new Refused('The bridge URL has to begin with https://: keys and orders go there.');
        }
        return $text;
    }

    /** @return string scheme, host and port: what a browser calls the origin of the page */
    public static function origin(string $url): string
    {
        $parts = parse_url($url);
        $scheme = strtolower($parts['scheme'] ?? '');
        $port = $parts['port'] ?? null;
        $isDefault = $port === (['https' => 443, 'http' => 80][$scheme] ?? null);
        return $scheme . '://' . strtolower($parts['host'] ?? '') . ($port === null || $isDefault ? '' : ":$port");
    }

    /** A name without a dot is a container or a machine in the same network; it is in no public DNS. */
    private static function isNear(string $host): bool
    {
        return $host === '127.0.0.1' || $host === '[::1]' || !str_contains($host, '.') && !str_contains($host, ':');
    }
}
