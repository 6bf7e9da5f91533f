import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'orderbridge-launcher-'))
const home = join(folder, 'home')
const fixture = (name: string) => join(root, 'test', 'fixtures', 'magento-orders', `${name}.json`)
afterAll(() => rmSync(folder, { recursive: true }))

const start = (...args: string[]) =>
  spawn(process.execPath, [join(root, 'bin', 'orderbridge.js'), ...args], {
    cwd: folder,
    env: { ...process.env, ORDERBRIDGE_HOME: home, DATABASE_URL: '', NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })

async function run(args: readonly string[], input = '') {
  const child = start(...args)
  child.stdin.end(input)
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { stdout, stderr, exitCode }
}

describe('the launcher, called from another folder', () => {
  it('previews a file without making or needing a database', async () => {
    const { stdout, stderr, exitCode } = await run(['order', 'preview', '--file', fixture('cust-bundle'), '--json'])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(JSON.parse(stdout)).toMatchObject({ totals: { difference: '0.00' }, warnings: [] })
    expect(existsSync(home)).toBe(false)
  })

  it('prints only JSON on standard output when the order would be held', async () => {
    const { stdout, stderr, exitCode } = await run(['order', 'preview', '--file', fixture('canceled'), '--json'])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
    expect(JSON.parse(stdout)).toMatchObject({ held: { code: 'canceled' } })
  })

  it('ends the preview for people with the verdict', async () => {
    const sent = await run(['order', 'preview', '--file', fixture('guest-simple')])
    expect(sent.stdout).toMatch(/\nOrder 000000002 would be sent to SAP Business One: 49\.80 EUR on both sides\.\n$/)
    const held = await run(['order', 'preview', '--file', fixture('holded')])
    expect(held.stdout).toMatch(/\nHeld: Order 000000047: on hold in Magento\.\nTo do: .*\n$/)
  })

  it('takes an order in a list, from standard input, with a byte order mark', async () => {
    const order = await run(['order', 'preview', '--file', fixture('guest-simple'), '--json'])
    expect(order.exitCode).toBe(0)
    const list = `\uFEFF{"items":[${readFileSync(fixture('guest-simple'), 'utf8')}],"total_count":1}`
    const { stdout, exitCode } = await run(['order', 'preview', '--file', '-', '--json'], list)
    expect({ stdout, exitCode }).toEqual({ stdout: order.stdout, exitCode: 0 })
  })

  it.each([
    [['order', 'show'], 'orderbridge order show [options] <number>'],
    [['order', 'show', '1', '2'], 'orderbridge order show [options] <number>'],
    [['migrate', 'now'], 'orderbridge migrate [options]'],
  ])('answers a wrong command line with the line of that command: %s', async (args, usage) => {
    const { stdout, stderr, exitCode } = await run(args)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    const [command = ''] = usage.split(' [')
    expect(stderr.trimEnd().split('\n').slice(1)).toEqual([`Usage: ${usage}`, `(${command} --help says more)`])
    expect(stderr).toMatch(/^error: (missing required argument|too many arguments)/)
  })

  it('says in a sentence on standard error why a file cannot be read', async () => {
    const { stdout, stderr, exitCode } = await run(['order', 'preview', '--file', 'none.json', '--json'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 })
    expect(stderr).toBe('There is no file none.json. Give the path of an order as JSON.\n')
  })

  it('uses the settings of a configuration file, whose secrets need not be known', async () => {
    const args = [
      'order',
      'preview',
      '--file',
      fixture('guest-simple'),
      '--config',
      join(root, 'examples', 'sap-b1.yaml'),
    ]
    const { stdout, exitCode } = await run([...args, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ connection: { code: 'b1' } })
    expect((await run([...args, '--connection', 'b2'])).stderr).toContain('It has: b1.')
  })

  it('prints the help alone, and tells a wrong command from one that is misspelt', async () => {
    const help = await run([])
    expect(help).toMatchObject({ stderr: '', exitCode: 0 })
    expect(help.stdout).toContain('login-link')
    const typo = await run(['probelms'])
    expect(typo).toMatchObject({ stdout: '', exitCode: 2 })
    expect(typo.stderr).toContain('Did you mean problems?')
  })

  it('passes signals on, and the system that it runs stops', async () => {
    const child = start('sandbox', 'sap-b1', '--port', '0', '--gateway-port', '0', '--clerk')
    const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
    let said = ''
    for await (const part of child.stdout) {
      said += String(part)
      if (said.includes('Ctrl-C')) break
    }
    const url = /^url +(\S+)$/m.exec(said)?.[1] ?? ''
    expect((await fetch(`${url}/`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    await expect(fetch(`${url}/`)).rejects.toThrow()
  })
})
