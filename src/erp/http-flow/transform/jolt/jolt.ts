import { cardinality } from './cardinality.ts'
import { fillDefaults } from './default.ts'
import { isObject, JoltError, type Json, type JsonObject } from './json.ts'
import { modify } from './modify.ts'
import { remove } from './remove.ts'
import { shift } from './shift.ts'
import { sortKeys } from './sort.ts'

export type JoltTransform = (input: Json, context: JsonObject) => Json

const OPERATIONS: ReadonlyMap<string, (spec: unknown) => JoltTransform> = new Map(
  Object.entries<(spec: unknown) => JoltTransform>({
    shift,
    default: fillDefaults,
    remove,
    cardinality,
    'modify-overwrite-beta': spec => modify(spec, 'overwrite'),
    'modify-default-beta': spec => modify(spec, 'default'),
    'modify-define-beta': spec => modify(spec, 'define'),
    sort: () => sortKeys,
  }),
)

/**
 * Jolt as its documentation describes it (bazaarvoice/jolt 0.1.8, the comments of Shiftr, Defaultr, Removr,
 * CardinalityTransform, Modifier, Sortr and Chainr), written anew.
 * @param spec a chain: [{operation, spec}, …], or one of them.
 * @returns the chain. Its context is what `^name` reads in a modify.
 * @throws JoltError that names the operation. A run throws it too: for a reference to a level that is not there.
 */
export function jolt(spec: unknown): JoltTransform {
  const entries: readonly unknown[] = Array.isArray(spec) ? spec : [spec]
  if (entries.length === 0) throw new JoltError('The chain is empty.')
  const steps = entries.map((entry, at) => within(entry, at, () => readOperation(entry)))
  return (input, context) => steps.reduce((data, step, at) => within(entries[at], at, () => step(data, context)), input)
}

function readOperation(entry: unknown): JoltTransform {
  const name = isObject(entry) ? entry.operation : undefined
  if (!isObject(entry) || typeof name !== 'string')
    throw new JoltError('Each part of a chain is {"operation": …, "spec": …}.')
  const make = OPERATIONS.get(name)
  if (!make) throw new JoltError(`There is no operation "${name}". There are ${[...OPERATIONS.keys()].join(', ')}.`)
  return make(entry.spec)
}

/** Puts the operation's place in the chain in front of what it says. */
function within<T>(entry: unknown, at: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof JoltError)) throw error
    const name = isObject(entry) && typeof entry.operation === 'string' ? ` (${entry.operation})` : ''
    throw new JoltError(`Operation ${at + 1}${name}: ${error.message}`)
  }
}
