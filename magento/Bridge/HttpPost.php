<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Bridge;

/** POSTs JSON to the bridge: bounded in time and size, redirects are not followed, certificates are checked. */
class HttpPost
{
    private const CONNECT_SECONDS = 5;
    private const LARGEST_ANSWER = 64 * 1024;

    /** @param array<string, string> $headers */
    public function send(string $url, array $headers, string $body, int $timeoutSeconds = 15): Answer
    {
        $answer = '';
        $retryAfter = null;
        $curl = curl_init();
        curl_setopt_array($curl, [
            CURLOPT_URL => $url,
            CURLOPT_POST => true,
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_HTTPHEADER => self::lines(['Content-Type' => 'application/json', 'Expect' => ''] + $headers),
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_CONNECTTIMEOUT => min(self::CONNECT_SECONDS, $timeoutSeconds),
            CURLOPT_TIMEOUT => $timeoutSeconds,
            CURLOPT_USERAGENT => 'Orderbridge-Magento/1.0',
            CURLOPT_HEADERFUNCTION => static function ($curl, string $line) use (&$retryAfter): int {
                if (stripos($line, 'retry-after:') === 0) {
                    $retryAfter = trim(substr($line, strlen('retry-after:')));
                }
                return strlen($line);
            },
            // Another number than it was given makes curl break off.
            CURLOPT_WRITEFUNCTION => static function ($curl, string $chunk) use (&$answer): int {
                $answer .= $chunk;
                return strlen($answer) > self::LARGEST_ANSWER ? 0 : strlen($chunk);
            },
        ]);
        $isThere = curl_exec($curl);
        $status = (int)curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        $error = curl_error($curl);
        return $isThere === false
            ? new Answer(0, '', null, $error === '' ? 'The bridge does not answer.' : mb_strcut($error, 0, 300, 'UTF-8'))
            : new Answer($status, $answer, $retryAfter);
    }

    /**
     * @param array<string, string> $headers
     * @return string[]
     */
    private static function lines(array $headers): array
    {
        $lines = [];
        foreach ($headers as $name => $value) {
            $lines[] = "$name: $value";
        }
        return $lines;
    }
}
