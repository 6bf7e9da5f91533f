<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\WebhookSignature;
use PHPUnit\Framework\TestCase;

final class WebhookSignatureTest extends TestCase
{
    /** Vector of the Standard Webhooks specification's own libraries. */
    public function testSignsTheVectorOfStandardWebhooks(): void
    {
        $signature = WebhookSignature::header(
            ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
            'msg_p5jXN8AQM9LWM0D4loKWxJek',
            1614265330,
            '{"test": 2432232314}'
        );
        self::assertSame('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', $signature);
    }

    public function testSignsWithBothKeysWhileOneIsReplaced(): void
    {
        $keys = ['whsec_' . base64_encode(str_repeat('a', 24)), 'whsec_' . base64_encode(str_repeat('b', 24))];
        $parts = explode(' ', WebhookSignature::header($keys, 'msg_1', 1, '{}'));
        self::assertSame([
            WebhookSignature::header([$keys[0]], 'msg_1', 1, '{}'),
            WebhookSignature::header([$keys[1]], 'msg_1', 1, '{}'),
        ], $parts);
    }

    public function testSignsWithNoKeyNeitherMadeUpNorEmpty(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        WebhookSignature::header([], 'msg_1', 1, '{}');
    }

    /** @dataProvider notSecrets */
    public function testRefusesWhatIsNoSecret(string $text): void
    {
        self::assertFalse(WebhookSignature::isSecret($text));
        $this->expectException(\InvalidArgumentException::class);
        WebhookSignature::header([$text], 'msg_1', 1, '{}');
    }

    public static function notSecrets(): array
    {
        return [
            'empty' => [''],
            'no prefix' => [base64_encode(str_repeat('a', 24))],
            'too short' => ['whsec_' . base64_encode('short')],
            'not base64' => ['whsec_????????????????????????'],
            'a line end' => ['whsec_' . base64_encode(str_repeat('a', 24)) . "\n"],
        ];
    }
}
