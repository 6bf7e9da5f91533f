<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit;

use Orderbridge\Connector\Rules\SessionToken;
use Orderbridge\Connector\Rules\WebhookSignature;
use PHPUnit\Framework\TestCase;

/** The bridge's own tests verify and make the same vectors. */
final class VectorsTest extends TestCase
{
    /** @dataProvider webhooks */
    public function testSignsAsTheBridgeVerifies(array $vector): void
    {
        $signature = WebhookSignature::header($vector['secrets'], $vector['id'], $vector['timestamp'], $vector['body']);
        self::assertSame($vector['signature'], $signature);
    }

    /** @dataProvider tokens */
    public function testMakesTheTokenThatTheBridgeTakes(array $vector): void
    {
        $token = SessionToken::sign(
            $vector['key'],
            $vector['issuer'],
            $vector['store'],
            $vector['userId'],
            $vector['name'],
            $vector['roles'],
            $vector['locale'],
            $vector['now'],
            $vector['tokenId']
        );
        self::assertSame($vector['token'], $token);
    }

    public static function webhooks(): array
    {
        return self::read('webhooks');
    }

    public static function tokens(): array
    {
        return self::read('tokens');
    }

    private static function read(string $kind): array
    {
        $vectors = json_decode((string)file_get_contents(__DIR__ . '/fixtures/vectors.json'), true, 8, JSON_THROW_ON_ERROR);
        return array_map(static fn (array $vector): array => [$vector], $vectors[$kind]);
    }
}
