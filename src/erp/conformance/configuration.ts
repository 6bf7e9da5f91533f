import assert from 'node:assert/strict'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import type { Suite } from './bench.ts'

/** People write the configuration in an editor that knows the schema, and are told what is wrong with it. */
export const configuration: Suite = {
  obligation: 'configuration',
  cases: [
    {
      name: 'has schemas that editors can read, and a label for people',
      async run({ kind }) {
        assert.match(kind.kind, /^[a-z][a-z0-9-]{1,30}$/)
        assert.ok(kind.label.length > 2)
        for (const schema of [kind.settingsSchema, kind.secretsSchema])
          assert.equal(z.toJSONSchema(schema, { io: 'input' }).type, 'object')
      },
    },
    {
      name: 'tells by name what is wrong with settings and secrets, and shows no value',
      async run({ kind, clock }) {
        const create = () =>
          kind.create({
            connection: 'odd',
            settings: { nonsense: 'hush-1' },
            secrets: { password: 'hush-2', nonsense: 'hush-3' },
            send: () => Promise.reject(new Error('nothing may be sent')),
            clock,
            random: () => 0,
          })
        assert.throws(create, (error: unknown) => {
          assert.ok(error instanceof UserError, String(error))
          assert.match(error.message, /odd/)
          assert.doesNotMatch(error.message, /hush-/)
          return true
        })
      },
    },
    {
      name: 'names itself in every connector',
      run: async ({ erp, kind }) => assert.equal(erp.kind, kind.kind),
    },
  ],
}
