<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Console;

use Orderbridge\Connector\Model\Addresses;
use Orderbridge\Connector\Model\Config;
use Orderbridge\Connector\Model\Outbox\Numbers;
use Orderbridge\Connector\Model\Outbox\Queue;
use Orderbridge\Connector\Rules\Outcome;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento orderbridge:status */
class Status extends Command
{
    public function __construct(
        private readonly Config $config,
        private readonly Addresses $addresses,
        private readonly Queue $queue,
        private readonly Numbers $numbers
    ) {
        parent::__construct('orderbridge:status');
    }

    protected function configure(): void
    {
        $this->setDescription('Says whether Orderbridge is connected and what waits; exits with 1 when something is wrong');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $isConnected = $this->config->isConnected();
        $dead = $this->queue->count(Outcome::Dead);
        $output->writeln([
            'Bridge           ' . ($isConnected ? $this->config->bridgeUrl() : 'not connected: run orderbridge:pair'),
            // The bridge has to know the shop under this very address: it is the issuer of session tokens.
            'This shop        ' . $this->addresses->base() . ', admin ' . $this->addresses->adminOrigin(),
            'Store            ' . ($this->config->storeCode() ?: '-'),
            'Session key      ' . ($this->config->sessionKey() === '' ? 'missing' : 'there'),
            'Waiting          ' . $this->queue->count(Outcome::Pending)
                . (($oldest = $this->queue->oldestPendingAt()) === null ? '' : ", the oldest since $oldest"),
            'Given up         ' . $dead . ($dead === 0 ? '' : ': ' . $this->queue->lastDeadError()),
            'Last sequence    ' . $this->numbers->last(),
        ]);
        return $isConnected && $dead === 0 ? Command::SUCCESS : Command::FAILURE;
    }
}
