import { readFile, stat } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { UserError } from '../domain/errors.ts'

/** The largest orders that Magento makes are a few hundred kilobytes. */
const MAX_BYTES = 32 * 1024 * 1024

/**
 * A Magento order from a file: the plain object, or the only one of a list {"items": [order]}.
 * @param file "-" is standard input. @throws UserError when it cannot be read or holds no order, or several.
 */
export async function readOrderFile(file: string): Promise<unknown> {
  const bytes = file === '-' ? await buffer(process.stdin) : await readBytes(file)
  const name = file === '-' ? 'Standard input' : file
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UserError(`${name} is not JSON: ${why}. Save the order as Magento's REST gives it (GET /V1/orders/:id).`)
  }
  return theOrder(value, name)
}

async function readBytes(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new UserError(`There is no file ${file}. Give the path of an order as JSON.`)
  if (found.size > MAX_BYTES) throw new UserError(`${file} is larger than 32 MiB. Check that it is the right file.`)
  return await readFile(file).catch((error: Error) => {
    throw new UserError(`${file} cannot be read: ${error.message}`, { cause: error })
  })
}

function theOrder(value: unknown, name: string): unknown {
  if (looksLikeOrder(value)) return value
  const list = Array.isArray(value) ? value : isObject(value) && Array.isArray(value.items) ? value.items : undefined
  if (!list || list.length === 0)
    throw new UserError(`${name} holds no Magento order: an object with increment_id and items is expected.`)
  if (list.length > 1)
    throw new UserError(
      `${name} holds a list of ${list.length}. Save the one order that is meant in a file of its own.`,
    )
  if (!looksLikeOrder(list[0])) throw new UserError(`${name} holds a list, and what is in it is not a Magento order.`)
  return list[0]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Both orders and lists of orders have "items"; only an order has one of these. */
const looksLikeOrder = (value: unknown): boolean =>
  isObject(value) && ('increment_id' in value || 'entity_id' in value || 'grand_total' in value)
