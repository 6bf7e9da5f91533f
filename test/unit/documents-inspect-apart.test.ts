import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createInspector } from '../../src/documents/inspect-apart.ts'
import { latin1, rawPdf } from '../fixtures/pdf/raw-pdf.ts'

const source = (path: string) => new URL(`../../${path}`, import.meta.url)
const invoice = readFileSync(source('test/fixtures/pdf/invoice-printed.pdf'))
const scripted = rawPdf([], { catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' })
const tooLarge = rawPdf([`(${'x'.repeat(9_900_000)})`])
const endless = rawPdf([latin1('9 0 obj '.repeat(1_000_000))])

const jobFor = (bytes: Uint8Array) => ({ bytes, maxPages: 10, maxInflatedBytes: 1024 * 1024 })
const read = { ok: true, pages: 1, removed: [] }

/** An inspector that notes the processes it starts; 64 MB are enough for an invoice. */
function watched(options: Parameters<typeof createInspector>[0] = {}) {
  const started: ChildProcess[] = []
  const start = () => {
    const child = fork(fileURLToPath(source('src/documents/inspect-pdf-child.ts')), {
      execArgv: ['--max-old-space-size=64'],
      serialization: 'advanced',
      silent: true,
    })
    started.push(child)
    return child
  }
  const inspect = createInspector({ start, ...options })
  return { started, inspect: (bytes: Uint8Array, timeoutMs = 20_000) => inspect(jobFor(bytes), timeoutMs) }
}

describe('the processes that read PDFs', () => {
  it('are kept for the next file while files are clean', async () => {
    const { inspect, started } = watched({ processes: 2 })
    const answers = await Promise.all(Array.from({ length: 12 }, () => inspect(invoice)))
    expect(answers).toEqual(Array(12).fill(read))
    expect(started.length).toBeLessThanOrEqual(2)
  })

  it('give each file its own answer', async () => {
    const { inspect } = watched({ processes: 2 })
    const three = rawPdf([], { kids: '[3 0 R 3 0 R 3 0 R]' })
    const pages = await Promise.all([invoice, three, invoice, three].map(bytes => inspect(bytes)))
    expect(pages.map(answer => answer.ok && answer.pages)).toEqual([1, 3, 1, 3])
  })

  it('are replaced after a file that was not clean', async () => {
    const { inspect, started } = watched({ processes: 1 })
    expect(await inspect(scripted)).toMatchObject({ ok: true, removed: ['open action'] })
    expect(await inspect(invoice)).toEqual(read)
    expect(started.length).toBe(2)
  })

  it('are replaced after so many files', async () => {
    const { inspect, started } = watched({ processes: 1, filesPerProcess: 2 })
    for (let i = 0; i < 5; i++) expect(await inspect(invoice)).toEqual(read)
    expect(started.length).toBe(3)
  })

  it('take nothing with them when they run out of memory or time', async () => {
    const { inspect, started } = watched({ processes: 2 })
    const [large, late, clean] = await Promise.all([inspect(tooLarge), inspect(endless, 1_500), inspect(invoice)])
    expect(large).toMatchObject({ ok: false, reason: expect.stringContaining('memory') })
    expect(late).toMatchObject({ ok: false, reason: 'The PDF takes too long to read.' })
    expect(clean).toEqual(read)
    expect(started.filter(child => !child.killed).length).toBeLessThanOrEqual(2)
  })

  it('may die between two files', async () => {
    const { inspect, started } = watched({ processes: 1 })
    await inspect(invoice)
    started[0]?.kill('SIGKILL')
    expect(await inspect(invoice)).toEqual(read)
    expect(started.length).toBe(2)
  })

  it('end when there is nothing to read', async () => {
    const { inspect, started } = watched({ processes: 1, idleMs: 20 })
    await inspect(invoice)
    const [child] = started
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child?.signalCode).toBe('SIGKILL')
  })

  it('do not keep our own process alive, and end with it', async () => {
    const script = `
      import { readFileSync } from 'node:fs'
      import { fork } from 'node:child_process'
      const { createInspector } = await import(${JSON.stringify(source('src/documents/inspect-apart.ts').href)})
      let child
      const start = () => (child = fork(${JSON.stringify(fileURLToPath(source('src/documents/inspect-pdf-child.ts')))}, { execArgv: [], serialization: 'advanced' }))
      const inspect = createInspector({ start, idleMs: 3_600_000 })
      const bytes = readFileSync(${JSON.stringify(fileURLToPath(source('test/fixtures/pdf/invoice-printed.pdf')))})
      const answer = await inspect({ bytes, maxPages: 10, maxInflatedBytes: 1024 * 1024 }, 20_000)
      console.log(JSON.stringify({ ok: answer.ok, pid: child.pid }))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    const { ok, pid }: { ok: boolean; pid: number } = JSON.parse(stdout)
    expect(ok).toBe(true)
    while (isAlive(pid)) await pause(20)
  })

  it('have all their time for the file, however long they took to start', async () => {
    const late = 'data:text/javascript,await new Promise(begin => setTimeout(begin, 3000))'
    const start = () =>
      fork(fileURLToPath(source('src/documents/inspect-pdf-child.ts')), {
        execArgv: ['--import', late],
        serialization: 'advanced',
        silent: true,
      })
    expect(await watched({ start }).inspect(invoice, 2_500)).toEqual(read)
  })

  it('that end before they begin are an error, not an answer about the file', async () => {
    const start = () => fork('nowhere.js', { silent: true })
    await expect(watched({ start }).inspect(invoice)).rejects.toThrow('ended before it began')
  })

  it('that cannot be started are an error, not an answer about the file', async () => {
    const { inspect } = watched({ start: () => fork('inspect.js', { execPath: '/nowhere/node' }) })
    await expect(inspect(invoice)).rejects.toThrow('ENOENT')
    await expect(inspect(invoice)).rejects.toThrow('ENOENT')
    await expect(inspect(invoice)).rejects.toThrow('ENOENT')
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
