import type { Command } from 'commander'
import type { ActionOptions, OrderAction } from './order-actions.ts'
import type { PreviewOptions } from './order-preview.ts'
import type { ShowOptions } from './order-show.ts'
import type { OpenSession } from './session-type.ts'

const NUMBER = "order number as in Magento, or id:31 (our id), or entity:31 (Magento's id)"
const STORE = 'only in this store: numbers are unique only per store view'

/** `orderbridge order …`: what is loaded is what the one command needs, so that a preview is there at once. */
export function registerOrder(program: Command, open: OpenSession): void {
  const order = program.command('order').description('Look at an order, and act on it')
  registerShow(order, open)
  registerPreview(order, open)
  registerActions(order, open)
  explainUnknown(order)
}

function registerShow(order: Command, open: OpenSession): void {
  order
    .command('show')
    .description('Show where an order is, on both sides, with its whole story')
    .argument('<number>', NUMBER)
    .option('--store <code>', STORE)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  orderbridge order show 000000012\n  orderbridge order show 12 --store main --json',
    )
    .action(async (number: string, options: ShowOptions, command: Command) => {
      const { showOrder } = await import('./order-show.ts')
      await showOrder(open, number, options, command)
    })
}

const PREVIEW_HELP = `
Nothing is written anywhere. With --file nothing is called either: every item is taken as known to the ERP, the customer
as new; without --store, --connection and --config the settings are those of the sandbox.

Exit codes: 0 it would be sent, 3 it would be held (the reason is printed), 1 it cannot be read, 2 wrong command line.

Examples:
  orderbridge order preview 000000012
  orderbridge order preview --file order.json --json
  orderbridge order preview --file order.json --config orderbridge.yaml --connection b1`

function registerPreview(order: Command, open: OpenSession): void {
  order
    .command('preview')
    .description('Show what an order becomes in the ERP, request by request, without sending it')
    .argument('[number]', NUMBER)
    .option('--file <order.json>', 'an order as Magento\'s REST gives it; "-" reads standard input')
    .option('--store <code>', 'settings of this store')
    .option('--connection <code>', 'settings of this connection')
    .option('--config <file.yaml>', 'settings of this file instead of the database')
    .option('--json', 'print as JSON')
    .addHelpText('after', PREVIEW_HELP)
    .action(async (number: string | undefined, options: PreviewOptions, command: Command) => {
      if ((number === undefined) === (options.file === undefined))
        command.error('error: give either an order number or --file', { exitCode: 2 })
      const { previewFor } = await import('./order-preview.ts')
      await previewFor(open, number, options, command)
    })
}

const HOLD_HELP = `
Whatever the rules, Magento or a problem say, a held order stays where it is until it is released. What is in the ERP already
cannot be held: cancel it in Magento, the sales document is cancelled with it if that is still possible.

Examples:
  orderbridge order hold 000000012 --reason "the customer calls back"
  orderbridge order release 000000012`

function registerActions(order: Command, open: OpenSession): void {
  const act = (name: OrderAction, description: string) =>
    order
      .command(name)
      .description(description)
      .argument('<number>', NUMBER)
      .option('--store <code>', STORE)
      .action(async (number: string, options: ActionOptions, command: Command) => {
        const { actOnOrder } = await import('./order-actions.ts')
        await actOnOrder(open, name, { ...options, number }, command)
      })
  act('push', 'Send an order now that waits or was left out')
  act('retry', 'Take an order up again where it stopped')
  act('hold', 'Keep an order that is not in the ERP yet back, until it is released')
    .requiredOption('--reason <text>', 'why; others will read it later')
    .addHelpText('after', HOLD_HELP)
  act('release', 'Let an order go on that was held or skipped').addHelpText('after', HOLD_HELP)
  act('note', 'Write a note into the story of an order')
    .requiredOption('--text <text>', 'what others shall know; e-mail addresses and phone numbers are masked')
    .addHelpText('after', '\nExample:\n  orderbridge order note 12 --text "the customer wants one delivery"')
  act('skip', 'Leave an order out on purpose').requiredOption('--reason <text>', 'why; others will read it later')
  act('cancel', 'Give up an order that is not in the ERP: cancel it in Magento').requiredOption(
    '--reason <text>',
    'why; others will read it later',
  )
}

/** "orderbridge order 000000012" is what fingers type. */
function explainUnknown(order: Command): void {
  const names = order.commands.map(command => command.name()).join(', ')
  order
    .usage('<command> [options]')
    .helpCommand(true)
    .argument('[command]')
    .allowExcessArguments()
    .allowUnknownOption()
    .action((word: string | undefined) => {
      if (word === undefined) return order.help({ error: true })
      const meant = /\d/.test(word) ? `Did you mean: orderbridge order show ${word}` : `There are: ${names}.`
      return order.error(`error: there is no command "order ${word}". ${meant}`, { exitCode: 2 })
    })
}
