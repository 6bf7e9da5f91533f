import type { SourceMistake } from '../connector-kind.ts'
import { attributeScript } from './run-transform.ts'
import { type FlowSettings, flowSettings } from './settings.ts'
import type { Transform } from './transform/transform.ts'

/** Scripts, expressions and specifications of a flow, and where their text stands in the settings. */
export interface Source {
  readonly path: readonly string[]
  readonly transform: Transform
}

export function sourcesIn({ orders, source }: FlowSettings): readonly Source[] {
  const { script, mapping, write, post, cancel } = orders
  const judging = (path: readonly string[], text: string | undefined): Source[] =>
    text === undefined ? [] : [{ path, transform: attributeScript(text) }]
  return [
    ...(script === undefined
      ? []
      : [{ path: ['orders', 'script'], transform: { kind: 'script' as const, source: script } }]),
    ...mappingOf(mapping),
    ...judging(['orders', 'write', 'check', 'script'], write.check.script),
    ...judging(['orders', 'post', 'script'], post?.script),
    ...judging(['orders', 'cancel', 'check', 'script'], cancel?.check.script),
    ...(source ? [sourceMapping(source.mapping)] : []),
  ]
}

function mappingOf(mapping: FlowSettings['orders']['mapping']): Source[] {
  if (mapping?.kind === 'jsonata') return [{ path: ['orders', 'mapping', 'expression'], transform: mapping }]
  return mapping?.kind === 'jolt' ? [{ path: ['orders', 'mapping', 'spec'], transform: mapping }] : []
}

function sourceMapping(mapping: NonNullable<FlowSettings['source']>['mapping']): Source {
  const isScript = mapping.kind === 'script'
  return {
    path: ['source', 'mapping', isScript ? 'script' : 'expression'],
    transform: isScript ? { kind: 'script', source: mapping.script } : mapping,
  }
}

/** What is wrong with them before any of them has run. @param settings that fit the schema */
export async function checkSources(settings: unknown): Promise<readonly SourceMistake[]> {
  const sources = sourcesIn(flowSettings.parse(settings))
  if (sources.length === 0) return []
  const { checkTransform } = await import('./transform/check.ts')
  return sources.flatMap(({ path, transform }) => checkTransform(transform).map(problem => ({ path, ...problem })))
}
