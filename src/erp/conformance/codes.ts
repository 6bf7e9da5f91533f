import assert from 'node:assert/strict'
import { mappingsOf } from '../../domain/mapping-hints.ts'
import { has } from './acts.ts'
import type { Suite } from './bench.ts'

/** People map codes by choosing them: what is offered is what the ERP takes. */
export const codes: Suite = {
  obligation: 'codes of the mapping',
  cases: [
    {
      name: 'lists every kind of code that its settings name, each code once, and writes nothing for it',
      needs: ['codes'],
      async run({ erp, kind, facts, network }) {
        const part = has(erp.codes, 'codes')
        const { tables, lone } = mappingsOf(kind.settingsSchema)
        const named = [...tables.flatMap(({ fields }) => fields), ...lone].flatMap(({ list }) => list ?? [])
        assert.deepEqual(
          [...new Set(named)].filter(list => !part.lists.includes(list)),
          [],
        )
        assert.ok(part.lists.length > 0)
        network.forget()
        for (const list of part.lists) {
          const found = await part.list(list)
          assert.ok(found.length > 0, `${list} is empty`)
          const all = found.map(({ code }) => code)
          assert.equal(new Set(all).size, all.length, `${list} has a code twice`)
          assert.ok(
            all.every(code => code !== '' && code === code.trim()),
            `${list} has a code without a text`,
          )
          assert.ok(!all.includes(facts.missingCode), `${list} has a code that the ERP does not have`)
        }
        assert.equal(network.count('write'), 0)
      },
    },
    {
      name: 'has nothing for a kind of code that it does not know',
      needs: ['codes'],
      run: async ({ erp }) => assert.deepEqual(await has(erp.codes, 'codes').list('nonsense'), []),
    },
  ],
}
