<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Dev;

/** Compares the XML of the module with its classes, its tables with their whitelist, and its phrases with i18n. */
final class Checks
{
    private const LANGUAGES = ['en_US', 'sl_SI', 'de_DE'];
    private const NAMESPACE = 'Orderbridge\\Connector\\';

    /** @var string[] */
    private array $problems = [];
    private int $phrases = 0;

    public function __construct(private readonly string $root)
    {
    }

    /**
     * @param string|null $magento folder of a Magento for its schemas
     * @return string[]
     */
    public function run(?string $magento): array
    {
        foreach ($this->files('xml') as $file) {
            $this->checkXml($file, $magento);
        }
        $this->checkRoutes();
        $this->checkAcl();
        $this->checkWhitelist();
        $this->checkPhrases();
        return $this->problems;
    }

    /** @return int[] XML files, phrases, languages */
    public function counts(): array
    {
        return [count($this->files('xml')), $this->phrases, count(self::LANGUAGES)];
    }

    private function checkXml(string $file, ?string $magento): void
    {
        libxml_use_internal_errors(true);
        $document = new \DOMDocument();
        if (!$document->load("$this->root/$file")) {
            $this->problems[] = "$file is not well-formed";
            return;
        }
        foreach ($this->values($document, '//@*|//*[not(*)]/text()') as $value) {
            $this->checkName($file, $value);
        }
        if ($magento !== null) {
            $schemas = new Schemas($magento);
            foreach ($schemas->problems($document) as $problem) {
                $this->problems[] = "$file: $problem";
            }
        }
    }

    /** Classes of ours have a file; methods of jobs, templates and scripts are there. */
    private function checkName(string $file, string $value): void
    {
        if (str_starts_with($value, self::NAMESPACE) && !str_ends_with($value, '\\')) {
            $this->requireFile($file, $this->pathOf($value));
        }
        if (preg_match('/^Orderbridge_Connector::(css\/.+|.+\.phtml)$/D', $value, $found) === 1) {
            $folder = str_starts_with($file, 'view/frontend') ? 'view/frontend' : 'view/adminhtml';
            $this->requireFile($file, $folder . (str_ends_with($value, '.css') ? '/web/' : '/templates/') . $found[1]);
        }
    }

    private function checkRoutes(): void
    {
        foreach ($this->elements('etc/webapi.xml', 'service') as $service) {
            $this->requireMethod('etc/webapi.xml', $service->getAttribute('class'), $service->getAttribute('method'));
        }
        foreach ($this->elements('etc/crontab.xml', 'job') as $job) {
            $this->requireMethod('etc/crontab.xml', $job->getAttribute('instance'), $job->getAttribute('method'));
        }
        foreach ($this->elements('etc/events.xml', 'observer') as $observer) {
            $this->requireMethod('etc/events.xml', $observer->getAttribute('instance'), 'execute');
        }
    }

    /** Magento reads the types of REST from the comments: each one that is ours has to be there. */
    private function requireMethod(string $file, string $class, string $method): void
    {
        $source = is_file("$this->root/{$this->pathOf($class)}") ? file_get_contents("$this->root/{$this->pathOf($class)}") : '';
        $form = '/(?:\/\*\*((?:(?!\*\/).)*)\*\/\s*)?public function ' . preg_quote($method, '/') . '\(/s';
        if (preg_match($form, (string)$source, $found) !== 1) {
            $this->problems[] = "$file: $class has no method $method";
            return;
        }
        preg_match_all('/@(?:param|return) \\\\?(Orderbridge[\\\\\w]+)/', $found[1] ?? '', $types);
        foreach ($types[1] as $type) {
            $this->requireFile("$class::$method", $this->pathOf($type));
        }
    }

    /** Whoever asks for a resource asks for one that exists. */
    private function checkAcl(): void
    {
        $known = array_map(static fn (\DOMElement $one): string => $one->getAttribute('id'), $this->elements('etc/acl.xml', 'resource'));
        $pages = array_map(static fn (\DOMElement $one): string => $one->getAttribute('id'), $this->elements('etc/adminhtml/menu.xml', 'add'));
        foreach ([...$this->files('php'), ...$this->files('xml')] as $file) {
            preg_match_all('/Orderbridge_Connector::([a-z_]+)(?![a-z_.\/])/', (string)file_get_contents("$this->root/$file"), $found);
            foreach (array_unique($found[0]) as $resource) {
                if (!in_array($resource, $known, true) && !in_array($resource, $pages, true)) {
                    $this->problems[] = "$file: there is no resource $resource";
                }
            }
        }
    }

    private function checkWhitelist(): void
    {
        $whitelist = json_decode((string)file_get_contents("$this->root/etc/db_schema_whitelist.json"), true, 8, JSON_THROW_ON_ERROR);
        $declared = [];
        foreach ($this->elements('etc/db_schema.xml', 'table') as $table) {
            foreach ($table->getElementsByTagName('column') as $column) {
                if ($column->parentNode === $table) {
                    $declared[$table->getAttribute('name')][] = $column->getAttribute('name');
                }
            }
        }
        foreach ($declared + $whitelist as $table => $ignored) {
            $listed = array_keys($whitelist[$table]['column'] ?? []);
            if (array_diff($declared[$table] ?? [], $listed) !== [] || array_diff($listed, $declared[$table] ?? []) !== []) {
                $this->problems[] = "etc/db_schema_whitelist.json has other columns of $table than etc/db_schema.xml";
            }
        }
    }

    private function checkPhrases(): void
    {
        $phrases = (new Phrases($this->root))->all($this->files('php'), $this->files('phtml'), $this->files('js'), $this->files('xml'));
        $this->phrases = count($phrases);
        foreach (self::LANGUAGES as $language) {
            $translated = [];
            $lines = fopen("$this->root/i18n/$language.csv", 'r');
            while ($lines !== false && ($line = fgetcsv($lines, null, ',', '"', '')) !== false) {
                $translated[(string)$line[0]] = (string)($line[1] ?? '');
                $this->checkPlaceholders($language, (string)$line[0], (string)($line[1] ?? ''));
            }
            foreach (array_diff($phrases, array_keys($translated)) as $missing) {
                $this->problems[] = "i18n/$language.csv lacks \"$missing\"";
            }
            foreach (array_diff(array_keys($translated), $phrases) as $unused) {
                $this->problems[] = "i18n/$language.csv has \"$unused\", which nothing says";
            }
        }
    }

    private function checkPlaceholders(string $language, string $phrase, string $translated): void
    {
        preg_match_all('/%\d/', $phrase, $wanted);
        preg_match_all('/%\d/', $translated, $given);
        sort($wanted[0]);
        sort($given[0]);
        if ($wanted[0] !== $given[0] || $translated === '') {
            $this->problems[] = "i18n/$language.csv: \"$translated\" does not fit \"$phrase\"";
        }
    }

    private function pathOf(string $class): string
    {
        // Magento generates proxies.
        $own = preg_replace('/\\\\Proxy$/D', '', ltrim($class, '\\'));
        return str_replace('\\', '/', substr((string)$own, strlen(self::NAMESPACE))) . '.php';
    }

    private function requireFile(string $from, string $path): void
    {
        if (!is_file("$this->root/$path")) {
            $this->problems[] = "$from: there is no $path";
        }
    }

    /** @return \DOMElement[] */
    private function elements(string $file, string $name): array
    {
        $document = new \DOMDocument();
        $document->load("$this->root/$file");
        return iterator_to_array($document->getElementsByTagName($name), false);
    }

    /** @return string[] */
    private function values(\DOMDocument $document, string $path): array
    {
        $nodes = (new \DOMXPath($document))->query($path);
        return $nodes === false ? [] : array_map(static fn (\DOMNode $node): string => trim((string)$node->nodeValue), iterator_to_array($nodes));
    }

    /** @return string[] relative paths, tests and this folder left out */
    private function files(string $extension): array
    {
        $found = [];
        $all = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($this->root, \FilesystemIterator::SKIP_DOTS));
        foreach ($all as $file) {
            $path = substr((string)$file, strlen($this->root) + 1);
            if ($file->getExtension() === $extension && preg_match('/^(Test|dev)\//', $path) !== 1) {
                $found[] = $path;
            }
        }
        sort($found);
        return $found;
    }
}
