<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Console;

use Orderbridge\Connector\Model\Outbox\Queue;
use Orderbridge\Connector\Rules\Outcome;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Formatter\OutputFormatter;
use Symfony\Component\Console\Helper\Table;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\OutputInterface;

/** bin/magento orderbridge:outbox:list */
class OutboxList extends Command
{
    private const MOST = 1000;

    public function __construct(private readonly Queue $queue)
    {
        parent::__construct('orderbridge:outbox:list');
    }

    protected function configure(): void
    {
        $this->setDescription('Lists the newest events of the outbox')
            ->addOption('outcome', null, InputOption::VALUE_REQUIRED, 'pending, sent or dead')
            ->addOption('limit', null, InputOption::VALUE_REQUIRED, 'How many, at most 1000', '50');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $word = $input->getOption('outcome');
        $outcome = $word === null ? null : Outcome::fromWord((string)$word);
        if ($word !== null && $outcome === null) {
            $output->writeln('<error>--outcome is pending, sent or dead.</error>');
            return Command::INVALID;
        }
        $limit = min(max((int)$input->getOption('limit'), 1), self::MOST);
        (new Table($output))
            ->setHeaders(['Sequence', 'Event', 'Of', 'When (UTC)', 'Outcome', 'Tries', 'Next try', 'Last error'])
            ->setRows(array_map(self::toRow(...), $this->queue->newest($outcome, $limit)))
            ->render();
        return Command::SUCCESS;
    }

    /**
     * @param array<string, mixed> $row
     * @return string[]
     */
    private static function toRow(array $row): array
    {
        return [
            (string)($row['sequence'] ?? '-'),
            (string)$row['type'],
            $row['entity_type'] . ' ' . ($row['increment_id'] ?? $row['entity_id']),
            (string)$row['occurred_at'],
            Outcome::from((int)$row['outcome'])->word(),
            (string)$row['attempts'],
            (string)$row['next_attempt_at'],
            OutputFormatter::escape((string)$row['last_error']),
        ];
    }
}
