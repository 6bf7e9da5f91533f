import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { editMessage } from '../flows/outbox/edit-message.ts'
import { retryMessage } from '../flows/outbox/retry-message.ts'
import { type MessagePage, readMessage } from '../flows/view/read-message.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { indent, moment } from './words.ts'

interface EditOptions {
  readonly file: string
  readonly reason: string
  readonly acceptDifference?: boolean
}

const HELP = `
Only what was given up or is held can be edited: sales documents (the body of the request), customers and the recipient
of a mail. What it was before is kept. It is sent by "orderbridge message retry".

Example:
  orderbridge message show 31 --part > part.json
  orderbridge message edit 31 --file part.json --reason "the warehouse was closed"
  orderbridge message retry 31`

/** `orderbridge message`: one message to the outside, by the number that "order show" prints. */
export function registerMessage(program: Command, open: OpenSession): void {
  const message = program.command('message').description('Look at one message to the outside, mend it, send it again')
  message
    .command('show')
    .description('What it sends, how it stands, and what was edited')
    .argument('<id>', 'number of the message', messageId)
    .option('--json', 'print as JSON')
    .option('--part', 'print only what can be edited, in full, as JSON')
    .action((id: number, options: { readonly json?: boolean; readonly part?: boolean }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const found = await find(ctx, id)
        if (options.part) return printJson(command, partOf(found))
        if (options.json) printJson(command, found)
        else print(command, describe(found))
      }),
    )
  message
    .command('edit')
    .description('Change what it will send')
    .argument('<id>', 'number of the message', messageId)
    .requiredOption(
      '--file <part.json>',
      'what it shall send, as "message show --part" prints it; "-" reads standard input',
    )
    .requiredOption('--reason <text>', 'why; others will read it later')
    .option('--accept-difference', "send it although it does not come to the order's total")
    .addHelpText('after', HELP)
    .action((id: number, { file, reason, acceptDifference }: EditOptions, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { store } = await find(ctx, id)
        const edit = { store, messageId: id, part: readJson(file), reason, acceptDifference: acceptDifference ?? false }
        const { message } = await editMessage(ctx, edit)
        print(command, [message, `Send it with: orderbridge message retry ${id}`])
      }),
    )
  message
    .command('retry')
    .description('Send it again; an edited one as edited')
    .argument('<id>', 'number of the message', messageId)
    .option('--anew', 'leave the edit aside: plan it with the configuration as it is now')
    .action((id: number, { anew }: { readonly anew?: boolean }, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { store } = await find(ctx, id)
        const { message } = await retryMessage(ctx, { store, messageId: id, anew: anew ?? false })
        print(command, [message])
      }),
    )
}

function messageId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give the number that "orderbridge order show" prints.')
  return Number(text)
}

async function find(ctx: FlowContext, id: number): Promise<MessagePage> {
  const found = await readMessage(ctx, { stores: await storesFor(ctx, undefined), id })
  if (found) return found
  throw new UserError(`There is no message ${id}. "orderbridge order show NUMBER" prints those that are not sent yet.`)
}

function partOf({ id, part, state, noun }: MessagePage): unknown {
  if (part) return part.value
  throw new UserError(`Nothing of message ${id} (${noun}, ${state}) can be edited.`)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    throw new UserError(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function describe(message: MessagePage): string[] {
  const { id, kind, store, connection, orderNumber, state, reason, connectionRevision, storeRevision } = message
  const of = orderNumber === undefined ? '' : ` of order ${orderNumber}`
  const planned = [
    connectionRevision === null ? '' : `configuration ${connectionRevision} of ${connection ?? 'the connection'}`,
    storeRevision === null ? '' : `${storeRevision} of the store`,
  ].filter(Boolean)
  return [
    `Message ${id}: ${kind}${of}, store ${store}`,
    `${state}${reason ? `: ${reason}` : ''}`,
    `Decided ${moment(message.createdAt)} UTC${planned.length > 0 ? `, planned with ${planned.join(', ')}` : ''}`,
    ...message.edits.map(
      edit =>
        `Edited ${moment(edit.at)} UTC by ${edit.actor}: ${edit.reason}${edit.acceptedDifference ? ` (accepted: ${edit.acceptedDifference})` : ''}`,
    ),
    '',
    ...indent(message.payload.split('\n')),
    ...(message.part ? ['', `To edit ${message.part.noun}: orderbridge message show ${id} --part`] : []),
  ]
}
