<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model\Document;

use Magento\Framework\Controller\Result\Raw;
use Magento\Framework\Controller\Result\RawFactory;
use Orderbridge\Connector\Model\Data\Document;
use Orderbridge\Connector\Rules\DownloadName;

/** Answers with the bytes of a document, for whoever was found to be allowed to have them. */
class Download
{
    public function __construct(private readonly RawFactory $results, private readonly Store $store)
    {
    }

    public function answer(Document $document): Raw
    {
        $bytes = $this->store->read($document->getSha256());
        return $this->results->create()
            ->setHeader('Content-Type', $document->getMime(), true)
            ->setHeader('Content-Length', (string)strlen($bytes), true)
            ->setHeader('Content-Disposition', DownloadName::header($document->getFilename()), true)
            ->setHeader('X-Content-Type-Options', 'nosniff', true)
            ->setHeader('Cache-Control', 'private, no-store', true)
            ->setHeader('Pragma', 'no-cache', true)
            ->setContents($bytes);
    }
}
