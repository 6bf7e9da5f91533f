<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\SessionToken;
use PHPUnit\Framework\TestCase;

final class SessionTokenTest extends TestCase
{
    private const KEY = '0123456789abcdef0123456789abcdef';

    public function testIsGoodForAMinuteAndSaysWhoLooks(): void
    {
        $claims = self::claims(self::token('Maja', ['configure', 'view', 'root'], 'sl_SI'));
        self::assertSame([
            'iss' => 'https://shop.example/',
            'aud' => 'orderbridge',
            'sub' => '7',
            'name' => 'Maja',
            'store' => 'main',
            'roles' => ['view', 'configure'],
            'locale' => 'sl-SI',
            'iat' => 1000,
            'exp' => 1060,
            'jti' => 'id-of-the-token',
        ], $claims);
    }

    public function testCutsNamesThatTheBridgeWouldRefuse(): void
    {
        self::assertSame(str_repeat('č', 200), self::claims(self::token(str_repeat('č', 300), [], 'sl'))['name']);
        self::assertSame('7', self::claims(self::token('  ', [], 'sl'))['name']);
    }

    public function testIsNotSignedWithAShortKey(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        SessionToken::sign('short', 'https://shop.example/', 'main', '7', 'Maja', [], 'sl', 1000, 'id');
    }

    private static function token(string $name, array $roles, string $locale): string
    {
        return SessionToken::sign(self::KEY, 'https://shop.example/', 'main', '7', $name, $roles, $locale, 1000, 'id-of-the-token');
    }

    private static function claims(string $token): array
    {
        [, $claims] = explode('.', $token);
        return json_decode((string)base64_decode(strtr($claims, '-_', '+/')), true, 4, JSON_THROW_ON_ERROR);
    }
}
