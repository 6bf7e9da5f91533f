import { expect, test } from 'vitest'
import { formFieldsOf, valuesOf } from '../../src/domain/start-fields.ts'
import { flowStart } from '../../src/erp/http-flow/start.ts'
import { connectorKinds } from '../../src/erp/registry.ts'
import { parseSettings } from '../../src/flows/version/parse-settings.ts'

test.each(connectorKinds.map(kind => [kind.kind, kind] as const))(
  '%s is begun with everything that its schema cannot do without',
  (_, { start, settingsSchema, secretsSchema }) => {
    if (!start) throw new Error('it cannot be connected on the page')
    const { text } = start
    const settings = text === undefined ? filled(settingsSchema, start.settings) : parseSettings(text).value
    expect(settingsSchema.safeParse(settings).error?.issues ?? []).toEqual([])
    expect(secretsSchema.safeParse(filled(secretsSchema, start.secrets)).error?.issues ?? []).toEqual([])
  },
)

/** Only what has to be filled in. */
function filled(
  schema: Parameters<typeof formFieldsOf>[0],
  start: NonNullable<(typeof connectorKinds)[number]['start']>['settings'],
) {
  const fields = formFieldsOf(schema, start)
  const written = fields.filter(({ required }) => required).map(({ of, example = 'x' }) => [of, example] as const)
  return valuesOf(fields, Object.fromEntries(written))
}

test('the text that a flow begins with explains itself and holds no secret', () => {
  expect(flowStart.text).toContain('# ')
  expect(flowStart.text).toContain('{{secret.password}}')
})

test('what is left empty is left to the schema, and a number that is none stays what was written', () => {
  const icenter = connectorKinds.find(({ kind }) => kind === 'icenter')
  if (!icenter?.start) throw new Error('icenter is not there')
  const fields = formFieldsOf(icenter.settingsSchema, icenter.start.settings)
  expect(valuesOf(fields, { organisation: ' 7 ', timezone: '', orderBook: 'VNK' })).toEqual({
    organisation: 7,
    orderBook: 'VNK',
  })
  expect(valuesOf(fields, { organisation: 'seven' })).toEqual({ organisation: 'seven' })
})
