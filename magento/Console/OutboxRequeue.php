<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Console;

use Orderbridge\Connector\Model\Outbox\Queue;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento orderbridge:outbox:requeue */
class OutboxRequeue extends Command
{
    public function __construct(private readonly Queue $queue)
    {
        parent::__construct('orderbridge:outbox:requeue');
    }

    protected function configure(): void
    {
        $this->setDescription('Lets events that were given up be delivered again')
            ->addArgument('sequence', InputArgument::IS_ARRAY, 'Sequences of the events')
            ->addOption('all', null, InputOption::VALUE_NONE, 'All that were given up');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $sequences = (array)$input->getArgument('sequence');
        $isAll = (bool)$input->getOption('all');
        $areNumbers = preg_grep('/^\d{1,18}$/D', $sequences) === $sequences;
        if ($isAll === ($sequences !== []) || !$areNumbers) {
            $output->writeln('<error>Name sequences, or give --all.</error>');
            return Command::INVALID;
        }
        $output->writeln('Will be delivered again: ' . $this->queue->requeue(array_map('intval', $sequences)));
        return Command::SUCCESS;
    }
}
