<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Bridge;

use Orderbridge\Connector\Bridge\HttpPost;
use PHPUnit\Framework\TestCase;

/** Against a real web server: PHP's own. */
final class HttpPostTest extends TestCase
{
    /** @var resource|null */
    private static $server = null;
    private static string $url = '';

    public static function setUpBeforeClass(): void
    {
        $port = self::freePort();
        self::$url = "http://127.0.0.1:$port";
        $command = [PHP_BINARY, '-S', "127.0.0.1:$port", dirname(__DIR__) . '/fixtures/bridge.php'];
        $quiet = ['file', '/dev/null', 'w'];
        self::$server = proc_open($command, [1 => $quiet, 2 => $quiet], $pipes) ?: null;
        for ($try = 0; $try < 200 && @fsockopen('127.0.0.1', $port) === false; $try++) {
            usleep(25_000);
        }
    }

    public static function tearDownAfterClass(): void
    {
        if (self::$server !== null) {
            proc_terminate(self::$server, SIGKILL);
            proc_close(self::$server);
        }
    }

    public function testSendsTheBodyAsItIs(): void
    {
        $body = '{"a":"č/\u010d"}';
        $answer = (new HttpPost())->send(self::$url . '/echo', ['webhook-signature' => 'v1,abc='], $body);
        self::assertTrue($answer->isOk());
        self::assertSame(
            ['method' => 'POST', 'type' => 'application/json', 'signature' => 'v1,abc=', 'body' => $body],
            $answer->json()
        );
    }

    public function testTellsWhenToComeAgainAndWhy(): void
    {
        $answer = (new HttpPost())->send(self::$url . '/busy', [], '{}');
        self::assertSame([503, '17', 'HTTP 503: Send it again.'], [$answer->status, $answer->retryAfter, $answer->describe()]);
    }

    public function testFollowsNoRedirect(): void
    {
        self::assertSame(302, (new HttpPost())->send(self::$url . '/moved', [], '{}')->status);
    }

    public function testBreaksOffAnAnswerWithoutAnEnd(): void
    {
        $answer = (new HttpPost())->send(self::$url . '/endless', [], '{}');
        self::assertSame(0, $answer->status);
        self::assertNotSame('', $answer->describe());
    }

    public function testWaitsNoLongerThanItIsTold(): void
    {
        self::assertSame(0, (new HttpPost())->send(self::$url . '/slow', [], '{}', 1)->status);
    }

    public function testSaysWhenNobodyIsThere(): void
    {
        $answer = (new HttpPost())->send('http://127.0.0.1:' . self::freePort(), [], '{}');
        self::assertSame([0, false], [$answer->status, $answer->isOk()]);
        self::assertNotSame('', $answer->describe());
    }

    public function testReadsNothingButTheWeb(): void
    {
        self::assertSame(0, (new HttpPost())->send('file:///etc/hostname', [], '{}')->status);
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        self::assertNotFalse($socket);
        $name = (string)stream_socket_get_name($socket, false);
        fclose($socket);
        return (int)substr($name, strrpos($name, ':') + 1);
    }
}
