import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { UserError } from '../domain/errors.ts'
import type { TrialStep } from '../erp/connector.ts'
import { parseOrderKey } from '../flows/order/order-key.ts'
import type { TrySettings } from '../flows/version/try-settings.ts'
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
  readonly answer?: string
  readonly status: number
  readonly json?: boolean
}

/** @throws UserError when there is not exactly one order. */
export async function trialOf({ ctx }: Session, connection: string, options: TryOptions): Promise<TrySettings> {
  const { file, version, order, orderFile, answer, status } = options
  if ((order === undefined) === (orderFile === undefined)) throw new UserError('Give --order or --order-file.')
  return {
    connection,
    version,
    text: file === undefined ? undefined : readText(file),
    order:
      orderFile === undefined
        ? { id: await idOf(ctx, connection, order ?? '') }
        : { raw: await readOrderFile(orderFile) },
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

/** The order itself goes into the first step; printing it again would bury what the steps make of it. */
export function describeStep({ step, output, attributes, log, error }: TrialStep): string[] {
  const place =
    error?.line === undefined ? '' : ` (line ${error.line}${error.column ? `, column ${error.column}` : ''})`
  return [
    step,
    ...(output === undefined ? [] : indent(JSON.stringify(output, null, 2).split('\n'))),
    ...Object.entries(attributes).map(([name, text]) => `  ${name} = ${text}`),
    ...log.map(({ level, text, line }) => `  ${level}${line === undefined ? '' : ` (line ${line})`}: ${text}`),
    ...(error ? [`  ✗${place} ${error.message}`] : []),
    '',
  ]
}
