import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runSeeds } from '../simulator/run-seeds.ts'
import { startServer } from '../simulator/server.ts'
import type { SeedResult } from '../simulator/simulate.ts'
import { MUTANTS, type Mutant } from './mutants.ts'

/** `npm run faults:mutants`: breaks the product on purpose, one way at a time, in a copy. Ends with 1 when the simulator does not notice. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '400' },
    start: { type: 'string', default: '1' },
    processes: { type: 'string', default: '2' },
    /** Only mutants whose name contains this, or one of these with | between them. */
    only: { type: 'string', default: '' },
  },
})
const say = (text: string) => void process.stdout.write(`${text}\n`)
const ROOT = resolve(import.meta.dirname, '../../..')
const COPIED = ['src', 'sandbox', 'drizzle', 'test/faults', 'test/fixtures/pdf', 'package.json', 'tsconfig.json']

const chosen = MUTANTS.filter(({ name }) => values.only.split('|').some(part => name.includes(part)))
const server = await startServer()
let killed = 0
try {
  for (const mutant of chosen) {
    const tree = copyWith(mutant)
    try {
      const { seeds, found } = await hunt(tree)
      if (found) killed += 1
      say(`${found ? 'killed  ' : 'SURVIVED'}  ${mutant.name}`)
      say(
        `          ${found ? `seed ${found.seed}: ${found.violations[0]?.split('\n')[0]?.slice(0, 160)}` : `${seeds} seeds noticed nothing`}`,
      )
    } finally {
      rmSync(tree, { recursive: true, force: true })
    }
  }
  say('')
  say(`killed ${killed} of ${chosen.length}`)
  process.exitCode = killed === chosen.length ? 0 : 1
} finally {
  await server.stop()
}

/** @throws when what it replaces is not there exactly once: the mutant would prove nothing. */
function copyWith({ name, file, find, put }: Mutant): string {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const count = text.split(find).length - 1
  if (count !== 1) throw new Error(`"${name}": what it replaces is ${count} times in ${file}; adapt mutants.ts.`)
  const tree = mkdtempSync(join(tmpdir(), 'orderbridge-mutant-'))
  for (const path of COPIED) cpSync(join(ROOT, path), join(tree, path), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  writeFileSync(
    join(tree, file),
    text.replace(find, () => put),
  )
  return tree
}

/** Runs seeds over the copy until one finds something. */
async function hunt(tree: string): Promise<{ seeds: number; found: SeedResult | undefined }> {
  let seeds = 0
  let found: SeedResult | undefined
  const job = {
    first: Number(values.start),
    count: Number(values.seeds),
    processes: Number(values.processes),
    trace: false,
    untilBroken: true,
    tree,
  }
  await runSeeds(server.url, job, result => {
    seeds += 1
    if (result.violations.length > 0) found ??= result
  })
  return { seeds, found }
}
