import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { UserError } from '../domain/errors.ts'
import { parseOrderKey } from '../flows/order/order-key.ts'
import type { TriedStep, TrySettings } from '../flows/version/try-settings.ts'
import { findOrders } from '../flows/view/find-orders.ts'
import { pickOrder } from './find-order.ts'
import { readOrderFile } from './read-order-file.ts'
import type { Session } from './session-type.ts'
import { indent } from './words.ts'

export interface TryOptions {
  readonly file?: string
  readonly version?: number
  readonly order?: string
  readonly orderFile?: string
  readonly found?: string
  readonly foundStatus: number
  readonly answer?: string
  readonly status: number
  readonly step?: string
  readonly json?: boolean
}

/** @throws UserError when there is not exactly one order. */
export async function trialOf({ ctx }: Session, connection: string, options: TryOptions): Promise<TrySettings> {
  const { file, version, order, orderFile, found, foundStatus, answer, status } = options
  if ((order === undefined) === (orderFile === undefined)) throw new UserError('Give --order or --order-file.')
  return {
    connection,
    version,
    text: file === undefined ? undefined : readText(file),
    order:
      orderFile === undefined
        ? { id: await idOf(ctx, connection, order ?? '') }
        : { raw: await readOrderFile(orderFile) },
    found: found === undefined ? undefined : { status: foundStatus, body: readText(found) },
    answer: answer === undefined ? undefined : { status, body: readText(answer) },
  }
}

async function idOf(ctx: Session['ctx'], connection: string, number: string): Promise<number> {
  const { store } = await ctx.remotes.connection(connection)
  const found = pickOrder(number, await findOrders(ctx, [store], parseOrderKey(number)))
  if (found) return found.id
  throw new UserError(`Orderbridge knows no order ${number} of store ${store}. Give --order-file instead.`)
}

export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    throw new UserError(`${file} cannot be read.`)
  }
}

export function statusCode(text: string): number {
  if (!/^[1-5]\d\d$/.test(text)) throw new InvalidArgumentError('Give an HTTP status such as 200.')
  return Number(text)
}

/** @throws UserError when the trial has no such step. */
export function chosenSteps(steps: readonly TriedStep[], wanted: string | undefined): readonly TriedStep[] {
  if (wanted === undefined) return steps
  const found = steps.filter(({ step }) => step === wanted)
  if (found.length > 0) return found
  throw new UserError(`The trial has no step "${wanted}". Its steps are ${steps.map(({ step }) => step).join(', ')}.`)
}

/** @param withInput of all steps it would bury what they make of the order; of one it is what one looks for. */
export function describeStep(tried: TriedStep, withInput: boolean): string[] {
  const { step, input, output, attributes, log, writtenAt } = tried
  return [
    writtenAt === undefined ? step : `${step} (line ${writtenAt} of the settings)`,
    ...(withInput ? ['  in:', ...json(input), '  out:'] : []),
    ...(output === undefined ? [] : json(output)),
    ...Object.entries(attributes).map(([name, text]) => `  ${name} = ${text}`),
    ...log.map(({ level, text, line }) => `  ${level}${line === undefined ? '' : ` (line ${line})`}: ${text}`),
    ...mistakeOf(tried),
    '',
  ]
}

const json = (value: unknown): string[] => indent(JSON.stringify(value, null, 2).split('\n'))

function mistakeOf({ error, stoppedAt }: TriedStep): string[] {
  if (!error) return []
  if (error.line === undefined) return [`  ✗ ${error.message}`]
  const column = error.column === undefined ? '' : `, column ${error.column}`
  const settings = stoppedAt === undefined ? '' : `; line ${stoppedAt} of the settings`
  return [`  ✗ (line ${error.line}${column}${settings}) ${error.message}`]
}
