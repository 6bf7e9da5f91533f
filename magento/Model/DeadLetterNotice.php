<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Model;

use Magento\Framework\AuthorizationInterface;
use Magento\Framework\Escaper;
use Magento\Framework\Notification\MessageInterface;
use Orderbridge\Connector\Model\Outbox\Queue;
use Orderbridge\Connector\Rules\Outcome;

/** The notice above every admin page while events are given up. */
class DeadLetterNotice implements MessageInterface
{
    private ?int $dead = null;

    public function __construct(
        private readonly Queue $queue,
        private readonly AuthorizationInterface $authorization,
        private readonly Escaper $escaper
    ) {
    }

    public function getIdentity(): string
    {
        return hash('sha256', 'orderbridge_dead_letters ' . $this->count());
    }

    public function isDisplayed(): bool
    {
        return $this->authorization->isAllowed('Orderbridge_Connector::view') && $this->count() > 0;
    }

    /** @return string HTML: the notice is printed as it is */
    public function getText(): string
    {
        $text = (string)__(
            'Events of this shop that Orderbridge did not take: %1 (%2). Mend the cause, then run bin/magento orderbridge:outbox:requeue --all.',
            $this->count(),
            $this->queue->lastDeadError() ?? __('no reason was given')
        );
        return implode('', (array)$this->escaper->escapeHtml($text));
    }

    public function getSeverity(): int
    {
        return self::SEVERITY_MAJOR;
    }

    private function count(): int
    {
        return $this->dead ??= $this->queue->count(Outcome::Dead);
    }
}
