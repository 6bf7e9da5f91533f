<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Rules;

/** The name under which a browser saves a file that others have named. */
final class DownloadName
{
    /** @return string value of Content-Disposition: plain ASCII for old clients, the real name beside it (RFC 6266) */
    public static function header(string $filename): string
    {
        $name = (string)preg_replace('/[\x00-\x1f\x7f\/\\\\]+/', '_', $filename);
        $plain = (string)preg_replace('/[^A-Za-z0-9._ -]+/', '_', $name);
        return sprintf("attachment; filename=\"%s\"; filename*=UTF-8''%s", $plain, rawurlencode($name));
    }
}
