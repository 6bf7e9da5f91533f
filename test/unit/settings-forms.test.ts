import { expect, test } from 'vitest'
import { z } from 'zod'
import { groupsOf } from '../../src/admin-ui/settings/groups.ts'
import { connectionPolicies, storeSettings } from '../../src/domain/settings.ts'
import { fieldsOf } from '../../src/flows/settings/editable.ts'
import { ONLY_IN_FILE } from '../../src/flows/settings/only-in-file.ts'

interface Node {
  readonly properties?: Readonly<Record<string, Node>> | undefined
}
const node: z.ZodType<Node> = z.lazy(() => z.looseObject({ properties: z.record(z.string(), node).optional() }))

/** "orders.since": every setting of the schema that holds a value, a list or a table. */
function placesIn(schema: Node, path: string): string[] {
  const inner = Object.entries(schema.properties ?? {})
  return inner.length === 0
    ? [path]
    : inner.flatMap(([key, value]) => placesIn(value, path === '' ? key : `${path}.${key}`))
}

test.each([
  ['store', storeSettings],
  ['connection', connectionPolicies],
] as const)('every setting of a %s has a form, or a reason to be only in the file', (of, schema) => {
  const places = placesIn(node.parse(z.toJSONSchema(schema, { io: 'input' })), '')
  expect(places.length).toBeGreaterThan(15)
  const fields = Object.keys(fieldsOf(of))
  const inFile = Object.keys(ONLY_IN_FILE[of])
  const isInFile = (place: string) => inFile.some(one => place === one || place.startsWith(`${one}.`))
  expect(places.filter(place => !fields.includes(place) && !isInFile(place))).toEqual([])
  expect(fields.filter(field => !places.includes(field) || isInFile(field))).toEqual([])
  expect(inFile.filter(one => !places.some(place => place === one || place.startsWith(`${one}.`)))).toEqual([])
  expect(
    groupsOf(of)
      .flatMap(group => group.fields.map(({ place }) => place))
      .sort(),
  ).toEqual(fields.sort())
})
