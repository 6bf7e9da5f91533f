<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\BridgeAddress;
use Orderbridge\Connector\Rules\Refused;
use PHPUnit\Framework\TestCase;

final class BridgeAddressTest extends TestCase
{
    /** @dataProvider addresses */
    public function testTakesSafeAddresses(string $text, string $url, string $origin): void
    {
        self::assertSame($url, BridgeAddress::normalize($text));
        self::assertSame($origin, BridgeAddress::origin($url));
    }

    public static function addresses(): array
    {
        return [
            'plain' => ['https://bridge.example', 'https://bridge.example', 'https://bridge.example'],
            'slash and spaces' => [' https://bridge.example/ ', 'https://bridge.example', 'https://bridge.example'],
            'folder' => ['https://Host.example:8443/ob/', 'https://Host.example:8443/ob', 'https://host.example:8443'],
            'default port' => ['https://bridge.example:443', 'https://bridge.example:443', 'https://bridge.example'],
            'this machine' => ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
            'container' => ['http://orderbridge:3000', 'http://orderbridge:3000', 'http://orderbridge:3000'],
        ];
    }

    /** @dataProvider notAddresses */
    public function testRefusesAddressesThatNoSecretMayGoTo(string $text): void
    {
        $this->expectException(Refused::class);
        BridgeAddress::normalize($text);
    }

    public static function notAddresses(): array
    {
        return [
            'empty' => [''],
            'no scheme' => ['bridge.example'],
            'plain http' => ['http://bridge.example'],
            'plain http to an address' => ['http://203.0.113.7'],
            'IPv6 without TLS' => ['http://[2001:db8::1]'],
            'a file' => ['file:///etc/passwd'],
            'a script' => ['javascript:alert(1)'],
            'a password' => ['https://user:secret@bridge.example'],
            'a query' => ['https://bridge.example/?a=1'],
            'a policy' => ['https://bridge.example; script-src *'],
            'a quote' => ['https://bridge.example"onload'],
        ];
    }
}
