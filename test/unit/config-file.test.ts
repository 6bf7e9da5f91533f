// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of configuration files look like that.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { UserError } from '../../src/domain/errors.ts'
import type { ErpConnector } from '../../src/erp/connector.ts'
import type { ConnectorKind } from '../../src/erp/connector-kind.ts'
import { compareSettings } from '../../src/flows/config/compare-settings.ts'
import { expandVariables } from '../../src/flows/config/expand-variables.ts'
import { parseConfiguration } from '../../src/flows/config/parse-configuration.ts'
import { readYaml } from '../../src/flows/config/read-yaml.ts'

const ledger: ConnectorKind = {
  kind: 'ledger',
  label: 'Ledger',
  settingsSchema: z.strictObject({
    url: z.url(),
    companyDb: z.string().min(1),
    pageSize: z.int().max(1000).default(200),
  }),
  secretsSchema: z.strictObject({ user: z.string().min(1), password: z.string().min(1) }),
  create: () => {
    throw new UserError('a file is read without calling anybody')
  },
  imagined: () => {
    throw new UserError('a file is read without calling anybody')
  },
}

const parse = (text: string, variables: Record<string, string> = {}) =>
  parseConfiguration({ fileName: 'shop.yaml', text, variables }, [ledger]).configuration

/** The lines of the refusal below its headline. */
function mistakesOf(text: string, variables: Record<string, string> = {}): string[] {
  try {
    parse(text, variables)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return error.message
      .split('\n')
      .slice(1)
      .map(line => line.trim())
  }
  return []
}

const STORE = `stores:
  - code: main
    name: Main
    url: https://shop.example/
    auth: { kind: bearer, token: abc }
`

describe('the configuration file', () => {
  it('is read with the defaults of every setting filled in', () => {
    const { stores, connections, smtp } = parse(STORE)
    expect(stores[0]).toMatchObject({ code: 'main', timezone: 'UTC', pollSeconds: 60, orders: { views: {} } })
    expect(connections).toEqual([])
    expect(smtp).toBeUndefined()
  })

  it('may be JSON', () => {
    expect(parse('{"smtp": {"host": "mail.example"}}').smtp).toEqual({ host: 'mail.example', port: 587, secure: false })
  })

  it('may be empty', () => {
    expect(parse('# nothing yet\n')).toEqual({ stores: [], connections: [] })
  })

  it('is refused with every mistake at once, each at its line', () => {
    const text = `${STORE}    orders: { since: tomorrow, sinze: 2026-01-01 }
    pollSeconds: often
connections:
  - code: B1
    store: main
    kind: ledger
    settings: { url: "ftp://x", companyDb: 12 }
    secrets: { user: u }
`
    expect(mistakesOf(text)).toEqual([
      'stores[0].orders.since, line 6: must be a day like "2026-01-31"',
      'stores[0].orders.sinze, line 6: is unknown; did you mean since?',
      'stores[0].pollSeconds, line 7: must be a number',
      'connections[0].code, line 9: use 1 to 40 of a-z, 0-9 and "-"',
      'connections[0].name, line 9: is missing',
      'connections[0].settings.companyDb, line 12: must be text: put it in quotes',
      'connections[0].secrets.password, line 13: is missing',
    ])
  })

  it('names the kinds of ERP that there are when a connection has another one', () => {
    expect(mistakesOf('connections: [{ code: x, store: main, kind: oracle }]')).toEqual([
      'connections[0].kind, line 1: must be ledger',
    ])
  })

  it('is refused when a code, a key or a store is there twice', () => {
    expect(mistakesOf(`${STORE}${STORE.replace('stores:\n', '')}`)).toEqual([
      'stores[1].code, line 6: "main" is there twice',
    ])
    expect(mistakesOf('smtp:\n  host: a\n  host: b\n')).toEqual(['line 3: host is there twice'])
  })

  it('is refused when a policy asks the ERP for something that it does not do', () => {
    const erp = { kind: 'ledger', payments: undefined, refunds: {} } as unknown as ErpConnector // only its parts are looked at
    const text = `${STORE}connections:
  - code: books
    store: main
    kind: ledger
    name: Books
    settings: { url: https://erp.example/, companyDb: A }
    secrets: { user: u, password: p }
    policies:
      refunds: { fromMagento: credit_note }
      payments: { book: captured }
`
    expect(() =>
      parseConfiguration({ fileName: 'shop.yaml', text, variables: {} }, [{ ...ledger, create: () => erp }]),
    ).toThrow('connections[0].policies.payments.book, line 15: Ledger takes no payments from outside: use never')
    const able = { ...erp, payments: {} } as unknown as ErpConnector
    parseConfiguration({ fileName: 'shop.yaml', text, variables: {} }, [{ ...ledger, create: () => able }])
  })

  it('is refused when a time zone does not exist or an address holds a password', () => {
    const text = STORE.replace('https://', 'https://me:hunter2@').replace(
      '    auth',
      '    timezone: Europe/Lublana\n    auth',
    )
    const mistakes = mistakesOf(text)
    expect(mistakes).toEqual([
      'stores[0].url, line 4: must not hold a user or password: these go where the secrets are',
      'stores[0].timezone, line 5: must be a name like Europe/Vienna',
    ])
    expect(mistakes.join()).not.toContain('hunter2')
  })

  it('is refused when it is larger than 1 MiB', () => {
    expect(() => parse(`# ${'x'.repeat(1024 * 1024)}`)).toThrow('shop.yaml is larger than 1 MiB')
  })

  it('does not repeat words of the file in mistakes of YAML: they may be secrets', () => {
    const mistakes = mistakesOf('smtp: { host: a, password: "hunter2" } hunter3\n  hunter4')
    expect(mistakes.length).toBeGreaterThan(0)
    expect(mistakes.join()).not.toMatch(/hunter\d/)
  })

  it('takes 20,000 item codes', () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `      SKU-${index}: I-${index}`).join('\n')
    const text = `${STORE}connections:
  - code: b1
    store: main
    kind: ledger
    name: Ledger
    settings: { url: "https://erp.example", companyDb: X }
    secrets: { user: u, password: p }
    policies:
     itemMap:
${items}`
    expect(Object.keys(parse(text).connections[0]?.policies.itemMap ?? {})).toHaveLength(20_000)
  })
})

describe('hostile YAML', () => {
  const lines = Array.from(
    { length: 9 },
    (_, i) =>
      `a${i}: &a${i} [${Array(9)
        .fill(i === 0 ? 'x' : `*a${i - 1}`)
        .join(', ')}]`,
  )
  it.each([
    ['aliases that multiply', lines.join('\n'), 'too many aliases'],
    ['an alias inside its own anchor', 'a: &a [*a]', 'an alias (*) stands inside its own anchor (&)'],
    ['a list in a list in a list', `a: ${'['.repeat(100_000)}`, 'not YAML'],
    ['a tag that makes an object', 'a: !!js/function "x"', 'not YAML: Unresolved tag'],
    ['two documents', 'a: 1\n---\nb: 2', 'not YAML'],
    ['a key that is a list', '? [a]\n: 1', 'a key must be plain text'],
    ['a variable in flow style without quotes', 'a: [${X}]', 'a variable must be in quotes'],
    ['a variable in a flow map without quotes', 'a: { b: ${X} }', 'a variable must be in quotes'],
  ])('%s is refused', (_name, text, words) => {
    expect(mistakesOf(text).join('\n')).toContain(words)
  })

  it('never makes the reader throw anything but a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a:-[]{}&*!|>\'"%@ \n\t#?,<$é0') }), text => {
        const { value, mistakes } = readYaml(text)
        expect(mistakes.length === 0 || value === undefined).toBe(true)
      }),
    )
  })
})

describe('variables', () => {
  it('are filled into texts, several to a text, and never read as YAML', () => {
    const value = parse('smtp:\n  host: ${HOST}.${DOMAIN}\n  password: ${PASSWORD}', {
      HOST: 'mail',
      DOMAIN: 'example',
      PASSWORD: '"}\nport: 1 ${HOST}',
    }).smtp
    expect(value).toMatchObject({ host: 'mail.example', password: '"}\nport: 1 ${HOST}', port: 587 })
  })

  it('that are missing are all named at once, together with other mistakes', () => {
    expect(mistakesOf('smtp:\n  host: ${HOST}\n  user: ${USER}\n  port: x', { USER: '' })).toEqual([
      'smtp.host, line 2: the variable HOST is not set',
      'smtp.user, line 3: the variable USER is not set',
      'smtp.port, line 4: must be a number',
    ])
  })

  it('have a name; what looks like one and is none is refused', () => {
    expect(mistakesOf('smtp:\n  host: ${my host}')[0]).toContain('begins a variable')
    expect(mistakesOf('smtp:\n  host: "${HOST"')[0]).toContain('begins a variable')
  })

  it('leave every text without ${ as it is, and $${ becomes ${', () => {
    const text = fc.string().filter(candidate => !candidate.includes('${') && !candidate.endsWith('$'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(expandVariables({ a: [before] }, {})).toEqual({ value: { a: [before] }, mistakes: [] })
        expect(expandVariables(`${before}$\${${after}`, {}).value).toBe(`${before}\${${after}`)
      }),
    )
  })
})

describe('comparing settings', () => {
  it('finds nothing between equal settings, whatever the order of their keys', () => {
    const settings = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    fc.assert(
      fc.property(settings, value => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(compareSettings({ shown: value, secret: {} }, { shown: turned, secret: {} })).toBeUndefined()
      }),
    )
  })

  it('finds every difference, whatever the keys look like', () => {
    const key = fc.string({ unit: fc.constantFrom('a', '.', '[', '"') })
    const tree = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.integer({ max: 2, min: 0 }),
        fc.dictionary(key, tie('node'), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).node
    const settings = fc.dictionary(key, tree, { maxKeys: 3, noNullPrototype: true })
    fc.assert(
      fc.property(settings, settings, (one, other) => {
        const found = compareSettings({ shown: one, secret: {} }, { shown: other, secret: {} })
        expect(found === undefined).toBe(isDeepStrictEqual(one, other))
      }),
    )
  })

  it('never shows a secret', () => {
    const difference = compareSettings(
      { shown: { a: 1 }, secret: { password: 'hunter2', old: 'hunter3' } },
      { shown: { a: 2, b: [1] }, secret: { password: 'hunter4', fresh: 'hunter5' } },
    )
    expect(difference).toEqual({
      lines: ['a 1 → 2', 'b (none) → [1]', 'secret password changed', 'secret old removed', 'secret fresh added'],
      before: { a: 1 },
      after: { a: 2, b: [1], 'secret password': 'changed', 'secret old': 'removed', 'secret fresh': 'added' },
    })
  })

  it('counts an empty map as a value: it may mean "with defaults"', () => {
    const difference = compareSettings({ shown: { m: {} }, secret: {} }, { shown: { m: { '*': {} } }, secret: {} })
    expect(difference?.lines).toContain('m.* (none) → {}')
  })

  it('says how many settings changed when they are too many to list', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]))
    const difference = compareSettings({ shown: {}, secret: {} }, { shown: many, secret: {} })
    expect(difference?.lines.at(-1)).toBe('and 60 more settings changed')
  })
})
