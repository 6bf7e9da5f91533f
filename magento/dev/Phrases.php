<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Dev;

/** Finds what the module says to people. */
final class Phrases
{
    private const SAID = [
        '/(?:__|new Refused)\(\s*\'((?:[^\'\\\\]|\\\\.)*)\'/',
        '/\$text = \'((?:[^\'\\\\]|\\\\.)*)\'/',
        '/\$t\(\'((?:[^\'\\\\]|\\\\.)*)\'/',
    ];
    /** Looks the same in every language. */
    private const EXAMPLES = ['https://bridge.example'];

    public function __construct(private readonly string $root)
    {
    }

    /**
     * @param string[] ...$files
     * @return string[]
     */
    public function all(array ...$files): array
    {
        $phrases = [];
        foreach (array_merge(...$files) as $file) {
            $found = str_ends_with($file, '.xml') ? $this->ofXml($file) : $this->ofCode($file);
            $phrases = [...$phrases, ...$found];
        }
        return array_values(array_diff(array_unique($phrases), self::EXAMPLES));
    }

    /** @return string[] */
    private function ofCode(string $file): array
    {
        $source = (string)file_get_contents("$this->root/$file");
        $phrases = [];
        foreach (self::SAID as $form) {
            preg_match_all($form, $source, $found);
            $phrases = [...$phrases, ...array_map('stripslashes', $found[1])];
        }
        return $phrases;
    }

    /** @return string[] "translate" names the attributes or children that are said, or is "true" for the text itself */
    private function ofXml(string $file): array
    {
        $document = new \DOMDocument();
        $document->load("$this->root/$file");
        $phrases = [];
        foreach ((new \DOMXPath($document))->query('//*[@translate]') ?: [] as $element) {
            if (!$element instanceof \DOMElement) {
                continue;
            }
            foreach (explode(' ', $element->getAttribute('translate')) as $name) {
                $child = $element->getElementsByTagName($name)->item(0);
                $phrases[] = match (true) {
                    $name === 'true' => $element->textContent,
                    $element->hasAttribute($name) => $element->getAttribute($name),
                    default => (string)$child?->textContent,
                };
            }
        }
        return $phrases;
    }
}
