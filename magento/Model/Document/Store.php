<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Document;

use Magento\Framework\App\Filesystem\DirectoryList;
use Magento\Framework\Exception\FileSystemException;
use Magento\Framework\Exception\LocalizedException;
use Magento\Framework\Filesystem;
use Magento\Framework\Filesystem\Directory\WriteFactory;
use Magento\Framework\Filesystem\Directory\WriteInterface;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Rules\Uuid;

/**
 * Keeps the bytes of documents outside pub/, under the name of their hash: nothing of what a sender says becomes a path.
 */
class Store
{
    private const FOLDER = 'orderbridge';

    public function __construct(
        private readonly Filesystem $filesystem,
        private readonly WriteFactory $directories,
        private readonly Config $config
    ) {
    }

    public function has(string $sha256): bool
    {
        return $this->directory()->isFile(self::path($sha256));
    }

    /** @param string $sha256 of these bytes, checked */
    public function write(string $sha256, string $bytes): void
    {
        $directory = $this->directory();
        $path = self::path($sha256);
        // Renamed when it is whole: a reader never sees a half.
        $unfinished = $path . '.' . Uuid::v4();
        $directory->writeFile($unfinished, $bytes);
        $directory->renameFile($unfinished, $path);
    }

    /** @throws LocalizedException when the file is not there, or is not the one that was written */
    public function read(string $sha256): string
    {
        try {
            $bytes = $this->directory()->readFile(self::path($sha256));
        } catch (FileSystemException $error) {
            throw new LocalizedException(__('The file of this document is missing. Send it again from Orderbridge.'), $error);
        }
        if (!hash_equals($sha256, hash('sha256', $bytes))) {
            throw new LocalizedException(__('The file of this document was changed. Send it again from Orderbridge.'));
        }
        return $bytes;
    }

    /** Removes all documents: the module is uninstalled with its data. */
    public function removeAll(): void
    {
        $directory = $this->directory();
        foreach ($directory->isExist() ? $directory->read() : [] as $folder) {
            if (preg_match('/^[0-9a-f]{2}$/D', $folder) === 1) {
                $directory->delete($folder);
            }
        }
    }

    /** @throws LocalizedException when the configured folder is below pub/, where the web server gives files to anybody */
    private function directory(): WriteInterface
    {
        $configured = $this->config->documentsPath();
        if ($configured === '') {
            $var = $this->filesystem->getDirectoryWrite(DirectoryList::VAR_DIR);
            return $this->directories->create($var->getAbsolutePath(self::FOLDER));
        }
        self::refuseAddress($configured, $this->filesystem->getDirectoryRead(DirectoryList::PUB)->getAbsolutePath());
        return $this->directories->create($configured);
    }

    private static function refuseAddress(string $folder, string $pub): void
    {
        $real = realpath($folder);
        $realPub = rtrim((string)realpath($pub), '/') . '/';
        if ($folder[0] !== '/' || $real === false || !is_dir($real) || !is_writable($real)) {
            throw new LocalizedException(__('The folder for documents has to be an absolute path that exists and can be written.'));
        }
        if (str_starts_with($real . '/', $realPub)) {
            throw new LocalizedException(__('The folder for documents must not be below pub/.'));
        }
    }

    private static function path(string $sha256): string
    {
        if (preg_match('/^[0-9a-f]{64}$/D', $sha256) !== 1) {
            throw new \InvalidArgumentException('This is no SHA-256.');
        }
        return substr($sha256, 0, 2) . '/' . $sha256;
    }
}
