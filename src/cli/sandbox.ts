import { type Command, InvalidArgumentError } from 'commander'
import type { MagentoFlags, MailFlags, SapB1Flags } from './sandbox-alone.ts'

/** `orderbridge sandbox …`: each simulated system alone, for trying out a configuration or another client. */
export function registerSandbox(program: Command): void {
  const sandbox = program
    .command('sandbox')
    .description('Run one of the simulated systems alone, until Ctrl-C')
    .addHelpText(
      'after',
      '\nExamples:\n  orderbridge sandbox magento --port 8081\n  orderbridge sandbox sap-b1 --clerk',
    )
  system(sandbox, 'magento', 'A simulated Magento 2.4.7', 8081)
    .option('--no-module', 'without the companion module')
    .option('--prices-excl-tax', 'catalog prices without tax')
    .option('--latency <ms>', 'added to every request', milliseconds, 0)
    .option('--webhook <url>', "where the module's events go, such as http://127.0.0.1:8080/webhooks/magento/main")
    .option('--webhook-secret <whsec>', 'key that the events are signed with')
    .option('--store <code>', 'code of the store in the events', 'sandbox')
    .action(async (flags: MagentoFlags, command: Command) => {
      if ((flags.webhook === undefined) !== (flags.webhookSecret === undefined))
        command.error('error: --webhook and --webhook-secret go together', { exitCode: 2 })
      await (await import('./sandbox-alone.ts')).runMagento(flags, command)
    })
  system(sandbox, 'sap-b1', 'A simulated SAP Business One', 50_000)
    .option('--gateway-port <number>', 'of the service that prints PDFs', portNumber, 60_000)
    .option('--clerk', 'orders are confirmed, delivered and invoiced by themselves')
    .option('--latency <ms>', 'added to every request', milliseconds, 0)
    .option('--login-latency <ms>', 'added to every log-in', milliseconds, 0)
    .action(async (flags: SapB1Flags, command: Command) =>
      (await import('./sandbox-alone.ts')).runSapB1(flags, command),
    )
  system(sandbox, 'mail', 'A mail server that keeps everything, with a page to read it on', 8025)
    .option('--smtp-port <number>', 'where mail is delivered', portNumber, 1025)
    .action(async (flags: MailFlags, command: Command) => (await import('./sandbox-alone.ts')).runMail(flags, command))
}

const system = (sandbox: Command, name: string, description: string, port: number): Command =>
  sandbox
    .command(name)
    .description(description)
    .option('--port <number>', 'where it listens; 0 takes a free one', portNumber, port)
    .option('--host <address>', 'address that it listens on', '127.0.0.1')
    .option('--journal <file>', 'keep everything in this file; without it all is forgotten at the end')

function portNumber(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a number from 0 to 65535.')
  return port
}

function milliseconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give milliseconds as a whole number.')
  return Number(text)
}
