import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { checkTransform } from '../../src/erp/http-flow/transform/check.ts'
import { openCage } from '../../src/erp/http-flow/transform/open-cage.ts'
import type { Transform } from '../../src/erp/http-flow/transform/transform.ts'

const text = readFileSync(new URL('../../docs/flow-scripts.md', import.meta.url), 'utf8')
const blocks = [...text.matchAll(/^```\w+ (\S+) (\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, example = '', part = '', code = '']) => ({ example, part, code }),
)
const partOf = (example: string, part: string) =>
  blocks.find(block => block.example === example && block.part === part)?.code
const jsonOf = (example: string, part: string) => JSON.parse(partOf(example, part) ?? '{}')

function transformOf(example: string): Transform {
  const source = partOf(example, 'script')
  if (source !== undefined) return { kind: 'script', source }
  const expression = partOf(example, 'mapping')
  return expression === undefined ? { kind: 'jolt', spec: jsonOf(example, 'jolt') } : { kind: 'jsonata', expression }
}

const cage = openCage()
afterAll(() => cage.close())
const world = { now: new Date('2026-07-01T10:00:00Z'), random: 0.5 }

describe('the examples of docs/flow-scripts.md', () => {
  const examples = [...new Set(blocks.map(({ example }) => example))]

  it('are all there', () => {
    expect(examples).toEqual(['by-city', 'lines', 'rows', 'order-script', 'exists', 'check'])
  })

  it.each(examples)('%s gives what is written there', async example => {
    const transform = transformOf(example)
    expect(checkTransform(transform)).toEqual([])
    const given = jsonOf(example, 'given')
    const done = await cage.run(transform, jsonOf(example, 'input'), given, world)
    expect(done.output).toEqual(jsonOf(example, 'output'))
    expect(done.attributes).toEqual({ ...given, ...jsonOf(example, 'attributes') })
  })

  it('say what money gives, in scripts and in JSONata', async () => {
    const rows = [...text.matchAll(/^\| `(money\.[^`]+)`[^|]*\| `([^`]+)` *\| `"?([^"`]+)"?`/gm)]
    expect(rows).toHaveLength(7)
    const input = { lines: [{ gross: '1.10' }, { gross: '2.20' }] }
    for (const [, script = '', expression = '', answer] of rows) {
      const byScript = await cage.run({ kind: 'script', source: `output = ${script}` }, input, {}, world)
      const byJsonata = await cage.run({ kind: 'jsonata', expression }, input, {}, world)
      expect([String(byScript.output), String(byJsonata.output)]).toEqual([answer, answer])
    }
  })
})
