<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Console;

use Orderbridge\Connector\Model\Outbox\Relay;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento orderbridge:outbox:run */
class OutboxRun extends Command
{
    private const LONGEST_SECONDS = 3600;

    public function __construct(private readonly Relay $relay)
    {
        parent::__construct('orderbridge:outbox:run');
    }

    protected function configure(): void
    {
        $this->setDescription('Delivers what waits in the outbox')
            ->addOption('seconds', null, InputOption::VALUE_REQUIRED, 'Go on looking for new events this long (at most 3600)', '0')
            ->addOption('now', null, InputOption::VALUE_NONE, 'Do not wait for the time of the next try');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $seconds = (string)$input->getOption('seconds');
        if (preg_match('/^\d{1,4}$/D', $seconds) !== 1 || (int)$seconds > self::LONGEST_SECONDS) {
            $output->writeln('<error>--seconds is a number from 0 to 3600.</error>');
            return Command::INVALID;
        }
        $delivered = $this->relay->run((int)$seconds, (bool)$input->getOption('now'));
        if ($delivered === null) {
            $output->writeln('<comment>Nothing was done: the store is not connected, or another relay runs.</comment>');
            return Command::FAILURE;
        }
        $output->writeln("Delivered: $delivered");
        return Command::SUCCESS;
    }
}
