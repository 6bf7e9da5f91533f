<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\DocumentAccess;
use PHPUnit\Framework\TestCase;

final class DocumentAccessTest extends TestCase
{
    /** @dataProvider people */
    public function testIsTheBuyerOnly(?int $owner, string $protectCode, ?int $customer, string $code, bool $expected): void
    {
        self::assertSame($expected, DocumentAccess::isBuyer($owner, $protectCode, $customer, $code));
    }

    public static function people(): array
    {
        return [
            'the customer' => [5, 'abc', 5, '', true],
            'another customer' => [5, 'abc', 6, '', false],
            'nobody' => [5, 'abc', null, '', false],
            'a code does not open the order of a customer' => [5, 'abc', null, 'abc', false],
            'the guest' => [null, 'abc', null, 'abc', true],
            'the guest, as Magento writes none' => [0, 'abc', null, 'abc', true],
            'a customer with the code of a guest' => [null, 'abc', 5, 'abc', true],
            'a wrong code' => [null, 'abc', null, 'abd', false],
            'no code' => [null, 'abc', null, '', false],
            'an order without a code' => [null, '', null, '', false],
        ];
    }
}
