<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\ErpDocumentId;
use Orderbridge\Connector\Rules\Refused;
use PHPUnit\Framework\TestCase;

final class ErpDocumentIdTest extends TestCase
{
    public function testTakesAKeyOfAnErp(): void
    {
        $this->expectNotToPerformAssertions();
        ErpDocumentId::check('B1:13:77');
        ErpDocumentId::check(str_repeat('a', 255));
    }

    /** @dataProvider strange */
    public function testRefusesWhatCannotBeAKey(string $id): void
    {
        $this->expectException(Refused::class);
        ErpDocumentId::check($id);
    }

    public static function strange(): array
    {
        return ['empty' => [''], 'spaces' => ['  '], 'long' => [str_repeat('a', 256)], 'bytes' => ["\xff"]];
    }
}
