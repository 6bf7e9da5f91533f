<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\DownloadName;
use PHPUnit\Framework\TestCase;

final class DownloadNameTest extends TestCase
{
    public function testKeepsTheNameForBrowsersThatKnowLetters(): void
    {
        self::assertSame(
            "attachment; filename=\"ra_un 77.pdf\"; filename*=UTF-8''ra%C4%8Dun%2077.pdf",
            DownloadName::header('račun 77.pdf')
        );
    }

    public function testLetsNoNameWriteAHeaderOrAPath(): void
    {
        $header = DownloadName::header("../\"x\"\r\nSet-Cookie: a=b");
        self::assertSame(
            "attachment; filename=\"..__x__Set-Cookie_ a_b\"; filename*=UTF-8''.._%22x%22_Set-Cookie%3A%20a%3Db",
            $header
        );
    }
}
