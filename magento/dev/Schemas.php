<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Dev;

/** Magento's own schemas, read from a Magento that lies beside; nothing of it is kept. */
final class Schemas
{
    public function __construct(private readonly string $magento)
    {
    }

    /** @return string[] */
    public function problems(\DOMDocument $document): array
    {
        $urn = (string)$document->documentElement?->getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'noNamespaceSchemaLocation');
        $schema = $this->pathOf($urn);
        if ($schema === null) {
            return ["there is no schema $urn"];
        }
        // Schemas include each other by such names too.
        libxml_set_external_entity_loader(fn (?string $public, string $name) => $this->pathOf($name) ?? $name);
        libxml_clear_errors();
        $document->schemaValidate($schema);
        $problems = array_map(static fn (\LibXMLError $error): string => "line $error->line: " . trim($error->message), libxml_get_errors());
        libxml_clear_errors();
        libxml_set_external_entity_loader(null);
        return $problems;
    }

    private function pathOf(string $urn): ?string
    {
        if (preg_match('/^urn:magento:(framework|module:Magento_(\w+)):(.+)$/D', $urn, $found) !== 1) {
            return null;
        }
        $dashed = strtolower((string)preg_replace('/(?<!^)(?=[A-Z])/', '-', $found[2]));
        $folders = $found[2] === ''
            ? ['vendor/magento/framework', 'lib/internal/Magento/Framework']
            : ["vendor/magento/module-$dashed", "app/code/Magento/$found[2]"];
        foreach ($folders as $folder) {
            if (is_file("$this->magento/$folder/$found[3]")) {
                return "$this->magento/$folder/$found[3]";
            }
        }
        return null;
    }
}
