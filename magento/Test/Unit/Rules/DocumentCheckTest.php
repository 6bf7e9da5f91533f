<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Test\Unit\Rules;

use Orderbridge\Connector\Rules\DocumentCheck;
use Orderbridge\Connector\Rules\Refused;
use PHPUnit\Framework\TestCase;

final class DocumentCheckTest extends TestCase
{
    private const PDF = '%PDF-1.7 an invoice';

    public function testGivesTheBytesOfAPdf(): void
    {
        $bytes = DocumentCheck::bytes(base64_encode(self::PDF), 'application/pdf', hash('sha256', self::PDF));
        self::assertSame(self::PDF, $bytes);
    }

    public function testTakesXmlAfterAByteOrderMark(): void
    {
        $xml = "\xEF\xBB\xBF\n <Invoice/>";
        self::assertSame($xml, DocumentCheck::bytes(base64_encode($xml), 'application/xml', hash('sha256', $xml)));
    }

    /** @dataProvider refusals */
    public function testRefusesWhatIsNotWhatItSays(string $content, string $mime, string $sha256, string $message): void
    {
        $this->expectExceptionObject(new Refused($message));
        DocumentCheck::bytes($content, $mime, $sha256);
    }

    public static function refusals(): array
    {
        $pdf = base64_encode(self::PDF);
        $hash = hash('sha256', self::PDF);
        $page = '<html>Login</html>';
        return [
            'no base64' => ['%%%%', 'application/pdf', $hash, 'The content is not valid base64.'],
            'line breaks' => [chunk_split($pdf, 8), 'application/pdf', $hash, 'The content is not valid base64.'],
            'cut off' => [substr($pdf, 0, -3), 'application/pdf', $hash, 'The content is not valid base64.'],
            'a page' => [base64_encode($page), 'application/pdf', hash('sha256', $page), 'The content is not %1.'],
            'a PDF as XML' => [$pdf, 'application/xml', $hash, 'The content is not %1.'],
            'another type' => [$pdf, 'text/html', $hash, 'The content is not %1.'],
            'nothing' => ['', 'application/pdf', hash('sha256', ''), 'The content is not %1.'],
            'another hash' => [$pdf, 'application/pdf', str_repeat('0', 64), 'The content does not have the SHA-256 that was sent with it.'],
            'a hash in capitals' => [$pdf, 'application/pdf', strtoupper($hash), 'The content does not have the SHA-256 that was sent with it.'],
        ];
    }

    public function testTakesTenMebibytesAndNotOneByteMore(): void
    {
        $largest = str_pad('%PDF-', DocumentCheck::MAX_BYTES, 'x');
        self::assertSame(
            DocumentCheck::MAX_BYTES,
            strlen(DocumentCheck::bytes(base64_encode($largest), 'application/pdf', hash('sha256', $largest)))
        );
        $this->expectExceptionObject(new Refused('The document is larger than %1 bytes.'));
        DocumentCheck::bytes(base64_encode($largest . 'x'), 'application/pdf', hash('sha256', $largest . 'x'));
    }

    /** @dataProvider words */
    public function testRefusesWordsThatAreNotOurs(string $kind, string $filename, string $mime): void
    {
        $this->expectException(Refused::class);
        DocumentCheck::words($kind, $filename, $mime);
    }

    public static function words(): array
    {
        return [
            'kind' => ['receipt', 'a.pdf', 'application/pdf'],
            'type' => ['invoice', 'a.html', 'text/html'],
            'no name' => ['invoice', ' ', 'application/pdf'],
            'a long name' => ['invoice', str_repeat('a', 256), 'application/pdf'],
            'bytes' => ['invoice', "\xff.pdf", 'application/pdf'],
        ];
    }

    public function testTakesTheWordsOfTheContract(): void
    {
        $this->expectNotToPerformAssertions();
        foreach (['invoice', 'creditnote', 'delivery', 'other'] as $kind) {
            DocumentCheck::words($kind, 'račun 77.pdf', 'application/pdf');
        }
    }
}
