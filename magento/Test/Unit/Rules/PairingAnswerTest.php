<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\PairingAnswer;
use Orderbridge\Connector\Rules\Refused;
use PHPUnit\Framework\TestCase;

final class PairingAnswerTest extends TestCase
{
    public function testReadsTheKeysOfTheStore(): void
    {
        $answer = PairingAnswer::read(self::answer([]));
        self::assertSame('main', $answer->store);
        self::assertSame(self::answer([])['webhook_secret'], $answer->webhookSecret);
        self::assertSame(self::answer([])['session_key'], $answer->sessionKey);
    }

    /** @dataProvider incomplete */
    public function testRefusesHalfAnAnswer(array $changes): void
    {
        $this->expectException(Refused::class);
        PairingAnswer::read(self::answer($changes));
    }

    public static function incomplete(): array
    {
        return [
            'no store' => [['store' => null]],
            'a strange store' => [['store' => '../admin']],
            'no secret' => [['webhook_secret' => '']],
            'a strange secret' => [['webhook_secret' => ['whsec_']]],
            'a short session key' => [['session_key' => 'short']],
        ];
    }

    private static function answer(array $changes): array
    {
        return $changes + [
            'store' => 'main',
            'webhook_secret' => 'whsec_' . base64_encode(str_repeat('k', 32)),
            'session_key' => str_repeat('s', 43),
        ];
    }
}
