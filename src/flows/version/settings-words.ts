import { z } from 'zod'
import type { ConnectorKind } from '../../erp/connector-kind.ts'
import { kindOf } from '../config/clients.ts'
import type { FlowContext } from '../context.ts'
import { canonicalSchema } from '../order/canonical-of.ts'
import { requireRole } from '../require-role.ts'

/** What may be written in the settings of a connection, for an editor that completes it. */
export interface EditorWords {
  /** JSON Schema of the settings. */
  readonly schema: unknown
  /** What templates and scripts may name; empty for kinds that have none. */
  readonly places: readonly Place[]
  readonly filters: readonly string[]
}

export interface Place {
  /** "order.billing.city", "order.lines[].sku" */
  readonly path: string
  /** "text", "number", "list", "map"; amounts are texts. */
  readonly type: string
}

/** The words of a connection's settings: keys from the schema of its kind, places from the schema of the order itself. */
export async function settingsWords(ctx: FlowContext, connectionCode: string): Promise<EditorWords> {
  const connection = await ctx.remotes.connection(connectionCode)
  requireRole(ctx, 'view', connection.store)
  return wordsOf(kindOf(connection))
}

export function wordsOf({ settingsSchema, words }: ConnectorKind): EditorWords {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })
  if (!words) return { schema, places: [], filters: [] }
  const own = words.places.map(path => ({ path, type: 'text' }))
  return { schema, places: [...orderPlaces(), ...own], filters: words.filters }
}

/** Every place of an order, by the schema that orders are kept by. */
export const orderPlaces = (): Place[] =>
  placesIn(node.parse(z.toJSONSchema(canonicalSchema, { io: 'input', reused: 'inline' })), 'order')

interface Node {
  readonly type?: string | undefined
  readonly properties?: Readonly<Record<string, Node>> | undefined
  readonly items?: Node | undefined
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    properties: z.record(z.string(), node).optional(),
    items: node.optional(),
  }),
)

const TYPES: Readonly<Record<string, string>> = { string: 'text', object: 'map', array: 'list', integer: 'number' }

function placesIn({ type = 'string', properties, items }: Node, path: string): Place[] {
  return [
    { path, type: TYPES[type] ?? type },
    ...Object.entries(properties ?? {}).flatMap(([key, inner]) => placesIn(inner, `${path}.${key}`)),
    ...Object.entries(items?.properties ?? {}).flatMap(([key, inner]) => placesIn(inner, `${path}[].${key}`)),
  ]
}
