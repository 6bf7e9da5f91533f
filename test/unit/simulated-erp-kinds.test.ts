import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sandboxConfiguration } from '../../sandbox/configuration.ts'
import { simulatedErps } from '../../sandbox/erps.ts'
import { chooseErp, playedWith } from '../../src/cli/choose-erp.ts'
import { connectorKinds } from '../../src/erp/registry.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'

const KEY = 'whsec_notsetnotsetnotsetnotsetnotsetnotset'
const credentials = { consumerKey: KEY, consumerSecret: KEY, accessToken: KEY, accessTokenSecret: KEY }
const [first] = simulatedErps

describe('the simulated ERPs', () => {
  it.each(simulatedErps.map(each => [each.name, each] as const))(
    '%s is connected by settings that its connector takes, on its usual ports',
    async (name, { kind, label, ports, usualConnection }) => {
      const { catalogue, ...connection } = await usualConnection(KEY)
      const text = sandboxConfiguration({
        magento: { url: 'http://127.0.0.1:8081', credentials },
        erp: { name, kind, label, connection: { ...connection, ...(catalogue && { catalogue }) } },
        smtpPort: 1025,
        webhookSecret: KEY,
        sessionKey: KEY,
        withCatalogue: true,
      })
      const { configuration } = parseConfiguration({ fileName: 'sandbox', text, variables: {} }, connectorKinds)
      expect(configuration.connections).toMatchObject([
        {
          code: name,
          kind,
          name: label,
          // Where the ERP tells no catalogue, none is brought.
          policies: { catalog: { sync: catalogue ? ['items', 'prices', 'stock'] : [] } },
        },
      ])
      for (const { usual } of Object.values(ports)) expect(text).toContain(`http://127.0.0.1:${usual}`)
    },
  )
  it('have ports and names of their own', () => {
    const ports = simulatedErps.flatMap(each => Object.values(each.ports).map(({ usual }) => usual))
    expect(new Set(ports).size).toBe(ports.length)
    expect(new Set(simulatedErps.map(each => each.name)).size).toBe(simulatedErps.length)
  })
  it('are named in one table only: stage, people, verdict and command line take any of them', () => {
    const root = join(import.meta.dirname, '..', '..')
    const files = ['sandbox', 'src/cli'].flatMap(folder =>
      readdirSync(join(root, folder))
        .filter(name => name.endsWith('.ts') && name !== 'erps.ts')
        .map(name => join(root, folder, name)),
    )
    for (const file of files)
      for (const { name, label } of simulatedErps)
        expect(readFileSync(file, 'utf8'), file).not.toMatch(new RegExp(`\\b${name}\\b|${label}`))
  })
})

describe('the choice of the ERP', () => {
  it('is the one that is asked for, else the one from before, else the first', () => {
    expect(chooseErp(first.name, undefined)).toBe(first)
    expect(chooseErp(undefined, undefined)).toBe(first)
    for (const each of simulatedErps) expect(chooseErp(undefined, each.name)).toBe(each)
  })
  it('refuses an unknown one and names those that there are', () => {
    expect(() => chooseErp('abacus', undefined)).toThrow(
      `There is no simulated ERP called "abacus". There are: ${simulatedErps.map(each => each.name).join(', ')}.`,
    )
  })
  it('refuses to go on with another one than before', () => {
    expect(() => chooseErp(first.name, 'abacus')).toThrow(
      /^This sandbox plays with abacus, and its orders are there\. Leave --erp out .* set ORDERBRIDGE_HOME/,
    )
  })
})

describe('the ERP of a sandbox that goes on', () => {
  it.each(simulatedErps.map(each => [each.name, each.kind]))('%s is known by its connection', (code, kind) => {
    expect(playedWith([{ store: 'sandbox', code, kind }], 'sandbox')).toBe(code)
  })
  it('is none of a connection that people made', () => {
    const { name, kind } = first
    expect(playedWith([{ store: 'main', code: name, kind }], 'sandbox')).toBeUndefined()
    expect(playedWith([{ store: 'sandbox', code: 'ours', kind }], 'sandbox')).toBeUndefined()
    expect(playedWith([{ store: 'sandbox', code: name, kind: 'other' }], 'sandbox')).toBeUndefined()
  })
})
