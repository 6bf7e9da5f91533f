import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'

/** Leaves out what the schema fills in by itself, and only where it then comes to the same. */
export function withoutDefaults(schema: z.ZodType, settings: unknown): unknown {
  const parsed = schema.safeParse(settings)
  if (!parsed.success) return settings
  const root = node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  const short = shorten(settings, root, root)
  const again = schema.safeParse(short)
  return again.success && isDeepStrictEqual(again.data, parsed.data) ? short : settings
}

interface Node {
  readonly $ref?: string | undefined
  readonly anyOf?: readonly Node[] | undefined
  readonly oneOf?: readonly Node[] | undefined
  readonly properties?: Readonly<Record<string, Node>> | undefined
  readonly items?: Node | undefined
  readonly additionalProperties?: Node | boolean | undefined
  readonly $defs?: Readonly<Record<string, Node>> | undefined
  readonly const?: unknown
  readonly default?: unknown
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    anyOf: z.array(node).optional(),
    oneOf: z.array(node).optional(),
    properties: z.record(z.string(), node).optional(),
    items: node.optional(),
    additionalProperties: z.union([z.boolean(), node]).optional(),
    $defs: z.record(z.string(), node).optional(),
  }),
)

function shorten(value: unknown, schema: Node, root: Node): unknown {
  const fitting = alternatives(schema, root).filter(one => fits(value, one))
  if (Array.isArray(value))
    return value.map(inner =>
      fitting.reduce((short, { items }) => (items ? shorten(short, items, root) : short), inner),
    )
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const places = fitting.flatMap(({ properties, additionalProperties }) => {
      const place = properties?.[key] ?? additionalProperties
      return typeof place === 'object' ? [place] : []
    })
    const short = places.reduce<unknown>((text, place) => shorten(text, place, root), inner)
    const isUsual = places.some(
      place => 'default' in place && usual(place, root).some(one => isDeepStrictEqual(one, short)),
    )
    return isUsual ? [] : [[key, short] as const]
  })
  return Object.fromEntries(entries)
}

const usual = (place: Node, root: Node): unknown[] => [
  place.default,
  shorten(place.default, { ...place, default: undefined }, root),
]

function alternatives(schema: Node, root: Node, depth = 0): Node[] {
  if (depth > 20) return []
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const target = root.$defs?.[name]
    return target ? alternatives(target, root, depth + 1) : []
  }
  const several = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return several.length === 0 ? [schema] : several.flatMap(one => alternatives(one, root, depth + 1))
}

/** Of alternatives that name themselves, the one that is meant. */
function fits(value: unknown, { properties }: Node): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(properties ?? {}).every(
    ([key, place]) => !('const' in place) || !Object.hasOwn(value, key) || Reflect.get(value, key) === place.const,
  )
}
