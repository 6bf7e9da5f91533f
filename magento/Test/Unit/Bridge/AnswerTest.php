<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Bridge;

use Orderbridge\Connector\Bridge\Answer;
use PHPUnit\Framework\TestCase;

final class AnswerTest extends TestCase
{
    /** @dataProvider answers */
    public function testIsToldToPeopleInOneLine(Answer $answer, string $text): void
    {
        self::assertSame($text, $answer->describe());
    }

    public function testLeavesTheStatusOutWhereTheBridgeSaysWhy(): void
    {
        self::assertSame('Not accepted.', (new Answer(401, '{"message":"Not accepted."}'))->reason());
        self::assertSame('HTTP 502', (new Answer(502, '<html>Bad gateway</html>'))->reason());
        self::assertSame('Connection refused', (new Answer(0, '', null, 'Connection refused'))->reason());
    }

    public static function answers(): array
    {
        return [
            'a reason' => [new Answer(401, '{"code":"bad_signature","message":"Not accepted."}'), 'HTTP 401: Not accepted.'],
            'a page' => [new Answer(502, '<html>Bad gateway</html>'), 'HTTP 502'],
            'several lines' => [new Answer(400, "{\"message\":\"a\\n\\u001b[31mb\"}"), 'HTTP 400: a [31mb'],
            'a list' => [new Answer(400, '{"message":["a"]}'), 'HTTP 400'],
            'nothing' => [new Answer(0, '', null, 'Connection refused'), 'Connection refused'],
        ];
    }
}
