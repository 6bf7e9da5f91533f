import { type Command, InvalidArgumentError, Option } from 'commander'
import type { SimulatedErpKind } from '../../sandbox/erp.ts'
import { simulatedErps } from '../../sandbox/erps.ts'
import type { ErpFlags, MagentoFlags, MailFlags } from './sandbox-alone.ts'

/** `orderbridge sandbox …`: each simulated system alone, for trying out a configuration or another client. */
export function registerSandbox(program: Command): void {
  const sandbox = program
    .command('sandbox')
    .description('Run one of the simulated systems alone, until Ctrl-C')
    .addHelpText(
      'after',
      `\nExamples:\n  orderbridge sandbox magento --port 8081\n  orderbridge sandbox ${simulatedErps[0].name} --clerk`,
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
  for (const kind of simulatedErps) registerErp(sandbox, kind)
  system(sandbox, 'mail', 'A mail server that keeps everything, with a page to read it on', 8025)
    .option('--smtp-port <number>', 'where mail is delivered', portNumber, 1025)
    .action(async (flags: MailFlags, command: Command) => (await import('./sandbox-alone.ts')).runMail(flags, command))
}

/** Each port but the main one is "--NAME-port", each delay "--NAME". */
function registerErp(sandbox: Command, kind: SimulatedErpKind): void {
  const { main, ...others } = kind.ports
  const command = system(sandbox, kind.name, `A simulated ${kind.label}`, main.usual)
  const ports = Object.entries(others).map(([name, { usual, description }]) => {
    const option = new Option(`--${name}-port <number>`, description).argParser(portNumber).default(usual)
    return { name, option }
  })
  const delays = Object.entries(kind.delays).map(([name, { description }]) => {
    const option = new Option(`--${name} <ms>`, description).argParser(milliseconds).default(0)
    return { name, option }
  })
  for (const { option } of [...ports, ...delays]) command.addOption(option)
  command
    .option('--clerk', 'orders are confirmed, delivered and invoiced by themselves')
    .action(async (flags: ErpFlags, action: Command) => {
      const valuesOf = (options: typeof ports) =>
        Object.fromEntries(
          options.map(({ name, option }) => [name, Number(action.getOptionValue(option.attributeName()))]),
        )
      const { runErp } = await import('./sandbox-alone.ts')
      await runErp(
        kind,
        { ...flags, ports: { main: flags.port, ...valuesOf(ports) }, delays: valuesOf(delays) },
        action,
      )
    })
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
