<?php
declare(strict_types=1);

namespace Orderbridge\Connector\Console;

use Magento\Framework\App\Area;
use Magento\Framework\App\State;
use Magento\Framework\Exception\LocalizedException;
use Orderbridge\Connector\Model\Pairing;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Helper\QuestionHelper;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;
use Symfony\Component\Console\Question\Question;

/** bin/magento orderbridge:pair */
class Pair extends Command
{
    public function __construct(private readonly Pairing $pairing, private readonly State $state)
    {
        parent::__construct('orderbridge:pair');
    }

    protected function configure(): void
    {
        $this->setDescription('Connects this Magento with a store of Orderbridge')
            ->addArgument('url', InputArgument::REQUIRED, 'Where Orderbridge is: https://bridge.example')
            ->addArgument('code', InputArgument::OPTIONAL, 'Pairing code; asked for when it is left out, so that it is in no history');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $code = $input->getArgument('code')
            ?? (new QuestionHelper())->ask($input, $output, (new Question('Pairing code: '))->setHidden(true));
        try {
            $store = $this->state->emulateAreaCode(
                Area::AREA_ADMINHTML,
                fn (): string => $this->pairing->connect((string)$input->getArgument('url'), (string)$code)
            );
        } catch (LocalizedException $error) {
            $output->writeln('<error>' . $error->getMessage() . '</error>');
            return Command::FAILURE;
        }
        $output->writeln("Connected as store $store.");
        return Command::SUCCESS;
    }
}
