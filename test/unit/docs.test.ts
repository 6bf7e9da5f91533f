import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { CHANGED } from '../../src/flows/ledger/report-changed-days.ts'
import { effectKinds } from '../../src/flows/outbox/effect-kinds.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = globSync(['*.md', 'docs/**/*.md', 'sandbox/**/*.md', 'magento/*.md'], { cwd: root })
const texts = documents.map(file => ({ file, text: read(file) }))

/** Everything that is written as code, in lines and in blocks. */
const codeOf = (text: string): string[] =>
  [...text.matchAll(/```\w*[^\n]*\n([\s\S]*?)```|`([^`\n]+)`/g)].flatMap(([, block, inline]) =>
    block === undefined ? [inline ?? ''] : block.split('\n'),
  )

/** As GitHub makes them: letters, digits, underscores and dashes stay. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''))

const FOLDERS = 'src|test|docs|sandbox|drizzle|scripts|bin|examples|\\.ci'

describe('the papers', () => {
  it('link to what is there', () => {
    const broken = texts.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
        if (/^[a-z]+:/.test(target)) return []
        const [path = '', anchor] = target.split('#')
        const place = path === '' ? file : normalize(join(dirname(file), path))
        const ok = existsSync(join(root, place)) && (anchor === undefined || anchorsOf(read(place)).includes(anchor))
        return ok ? [] : [`${file}: ${target}`]
      }),
    )
    expect(broken).toEqual([])
  })

  it('are all in the list of guides', () => {
    const listed = new Set([...read('docs/README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name))
    const guides = globSync('docs/*.md', { cwd: root }).map(file => file.slice('docs/'.length))
    expect(guides.filter(name => name !== 'README.md' && !listed.has(name))).toEqual([])
  })

  it('name files and folders that are there', () => {
    const path = new RegExp(`(?<![\\w/.-])(?:${FOLDERS})(?:/[\\w.*{}-]+)*/?(?![\\w/])`, 'g')
    const missing = texts.flatMap(({ file, text }) =>
      codeOf(text)
        .flatMap(code => code.match(path) ?? [])
        .filter(name => name.includes('/') && !name.includes('{') && !name.endsWith('.'))
        // A name that stands for many: verb-noun.ts says how the file is called, it is none.
        // bin/magento is Magento's own.
        .filter(name => !/\/verb-noun\.ts$|^bin\/magento$/.test(name) && !existsSync(join(root, name)))
        .map(name => `${file}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('say for every kind of message how an unknown outcome is found out, and after which delay', () => {
    const rows = read('docs/reliability.md')
      .split('\n')
      .filter(line => /^\| `/.test(line))
      .map(line => line.split('|').map(cell => cell.trim()))
    const told = new Map(
      rows.flatMap(([, kinds = '', , delay = '']) =>
        [...kinds.matchAll(/`([^`]+)`/g)].map(([, kind]) => [kind, delay]),
      ),
    )
    const wanted = [...effectKinds.values()].map(({ kind, settlingDelayMs }) => [
      kind,
      settlingDelayMs === 0 ? 'at once' : `${settlingDelayMs / 1_000} s`,
    ])
    expect([...told].sort()).toEqual(wanted.sort())
  })

  it('name npm scripts that are there', () => {
    const unknown = texts.flatMap(({ file, text }) =>
      [
        ...codeOf(text)
          .join('\n')
          .matchAll(/npm run (?:-s )?([\w:-]+)/g),
      ]
        .filter(([, name = '']) => !Object.hasOwn(packageJson.scripts, name))
        .map(([command]) => `${file}: ${command}`),
    )
    expect(unknown).toEqual([])
  })

  it('name no word that is not used, and shout nowhere', () => {
    const list = /<!-- words that are not used -->([\s\S]*?)<!-- end -->/.exec(read('CONTRIBUTING.md'))?.[1] ?? ''
    const words = list.split(',').map(word => word.trim())
    expect(words.length).toBeGreaterThan(10)
    const found = texts.flatMap(({ file, text }) => {
      const prose = text.replace(list, '').replace(/```[\s\S]*?```|`[^`\n]*`|!\[/g, '')
      const used = words.filter(word => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'i').test(prose))
      return [...used, ...(/\w!/.test(prose) ? ['!'] : [])].map(word => `${file}: ${word}`)
    })
    expect(found).toEqual([])
  })

  it('tell of no machine, and leave nothing open', () => {
    const found = texts.flatMap(({ file, text }) =>
      (text.match(/\/(?:home|root|work)\/\w+|\bTODO\b|\bFIXME\b|\bTBD\b/g) ?? []).map(what => `${file}: ${what}`),
    )
    expect(found).toEqual([])
  })
})

/** Every command of src/cli.ts, registered without being run. */
async function commandLine(): Promise<Command> {
  const program = new Command('orderbridge')
  const loaded = [...read('src/cli.ts').matchAll(/import\('\.\/cli\/([\w-]+\.ts)'\)\)\.(register\w+)\(program/g)]
  for (const [, file = '', name = ''] of loaded) {
    const module: Record<string, unknown> = await import(join(root, 'src/cli', file))
    const register = module[name]
    if (typeof register === 'function') register(program, () => Promise.reject(new Error('nothing is opened')))
  }
  return program
}

/** "orderbridge order push 000000012 --reason x" → what the command line does not know of it, or nothing. */
function unknownIn(program: Command, text: string): string[] {
  const [, ...words] = text.split(/\s+/)
  let command = program
  for (const word of words) {
    if (command.commands.length === 0 || !/^[a-z]/.test(word) || word === 'help') break
    const next = command.commands.find(candidate => candidate.name() === word)
    if (!next) return [`${text}: ${word}`]
    command = next
  }
  const options = [...command.options.map(option => option.long), '--help', '--version']
  return words.filter(word => /^--[a-z]/.test(word) && !options.includes(word)).map(word => `${text}: ${word}`)
}

describe('the commands in the papers', () => {
  it('are there, with their options', async () => {
    const commands = new Set(
      texts.flatMap(({ text }) =>
        codeOf(text).flatMap(code => code.match(/(?<![\w/@.-])orderbridge [a-z][^\n#|<>"`{]*/g) ?? []),
      ),
    )
    const real = [...commands]
    expect(real.length).toBeGreaterThan(15)
    const program = await commandLine()
    expect(program.commands.length).toBeGreaterThan(10)
    expect(real.flatMap(command => unknownIn(program, command))).toEqual([])
  })
})

describe('known troubles', () => {
  const entries = read('docs/known-troubles.md')
    .split(/^- \*\*/m)
    .slice(1)
    .map(entry => entry.replace(/\s+/g, ' '))
  // `test/flows/x.test.ts`: “a name”, “another one of that file”
  const cited = entries.map(entry =>
    [...entry.matchAll(/`(test\/[\w./-]+)`: (“[^”]+”(?:, “[^”]+”)*)/g)].flatMap(([, file = '', names = '']) =>
      [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name })),
    ),
  )

  it('say where somebody has them, and which test shows what becomes of them', () => {
    expect(entries.length).toBeGreaterThan(40)
    expect(entries.filter((entry, index) => !/\(https:\/\//.test(entry) || cited[index]?.length === 0)).toEqual([])
  })

  it('name tests that are there', () => {
    const isThere = (text: string, name: string) => ["'", '"', '`'].some(quote => text.includes(quote + name + quote))
    expect(cited.flat().filter(({ file, name }) => !isThere(read(file), name))).toEqual([])
  })
})

describe('troubleshooting', () => {
  it('has every cause that a problem can have, and no other', () => {
    const text = globSync('src/{flows,erp}/**/*.ts', { cwd: root }).map(read).join('\n')
    // `cause: \`word:…\``, `cause: \`${a ? 'word' : 'word'}:…\``, what gives a cause back, and the holds of a mapping.
    const written =
      /\b(?:cause(?::| =)|\w+Cause = \([^=]*=>)\s+`(?:\$\{[^}]*\? '(\w+)' : '(\w+)'\}|(\w+)):|\bhold\((?:planning|mapping|codes), ['`](\w+)/g
    const causes = new Set([CHANGED, ...[...text.matchAll(written)].flatMap(([, ...words]) => words.filter(Boolean))])
    const told = [...read('docs/troubleshooting.md').matchAll(/^\| `([a-z_]+)`/gm)].map(([, cause]) => cause ?? '')
    expect(told.toSorted()).toEqual([...causes].toSorted())
  })
})
