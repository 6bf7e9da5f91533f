<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** What an ERP's document has to be before it is kept. */
final class DocumentCheck
{
    public const MAX_BYTES = 10 * 1024 * 1024;
    public const KINDS = ['invoice', 'creditnote', 'delivery', 'other'];
    private const MAGIC = ['application/pdf' => '%PDF-', 'application/xml' => '<'];
    private const LONGEST_NAME = 255;

    /** @throws Refused when one of the words about the document is not one of ours */
    public static function words(string $kind, string $filename, string $mime): void
    {
        if (!in_array($kind, self::KINDS, true)) {
            throw new Refused('The kind "%1" is not one of: %2.', [self::cut($kind), implode(', ', self::KINDS)]);
        }
        if (!isset(self::MAGIC[$mime])) {
            throw new Refused('The type "%1" is not one of: %2.', [self::cut($mime), implode(', ', array_keys(self::MAGIC))]);
        }
        if (trim($filename) === '' || strlen($filename) > self::LONGEST_NAME || !mb_check_encoding($filename, 'UTF-8')) {
            throw new Refused('The file name is empty, longer than %1 bytes, or not UTF-8.', [self::LONGEST_NAME]);
        }
    }

    /**
     * @param string $content base64
     * @param string $sha256 lower-case hex, of the bytes
     * @return string the bytes
     * @throws Refused when the content is no base64, too large, not what it says, or not of this hash
     */
    public static function bytes(string $content, string $mime, string $sha256): string
    {
        if (strlen($content) > intdiv(self::MAX_BYTES + 2, 3) * 4) {
            throw new Refused('The document is larger than %1 bytes.', [self::MAX_BYTES]);
        }
        $bytes = strlen($content) % 4 === 0 ? base64_decode($content, true) : false;
        // PHP's strict mode lets spaces through.
        if ($bytes === false || base64_encode($bytes) !== $content) {
            throw new Refused('The content is not valid base64.');
        }
        if (strlen($bytes) > self::MAX_BYTES) {
            throw new Refused('The document is larger than %1 bytes.', [self::MAX_BYTES]);
        }
        $start = ltrim((string)preg_replace('/^\xEF\xBB\xBF/', '', substr($bytes, 0, 100)));
        if (!isset(self::MAGIC[$mime]) || !str_starts_with($start, self::MAGIC[$mime])) {
            throw new Refused('The content is not %1.', [self::cut($mime)]);
        }
        if (preg_match('/^[0-9a-f]{64}$/D', $sha256) !== 1 || !hash_equals($sha256, hash('sha256', $bytes))) {
            throw new Refused('The content does not have the SHA-256 that was sent with it.');
        }
        return $bytes;
    }

    private static function cut(string $text): string
    {
        return mb_strcut($text, 0, 100, 'UTF-8');
    }
}
