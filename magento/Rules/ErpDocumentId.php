<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** The key under which the bridge asks for a document. */
final class ErpDocumentId
{
    private const LONGEST = 255;

    /** @throws Refused when it is empty, too long or not text */
    public static function check(string $id): void
    {
        if (trim($id) === '' || strlen($id) > self::LONGEST || !mb_check_encoding($id, 'UTF-8')) {
            throw new Refused('The erp_document_id is empty, longer than %1 bytes, or not UTF-8.', [self::LONGEST]);
        }
    }
}
