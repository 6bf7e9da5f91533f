import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Whether the broker of the tests is on this machine: the mock cluster inside Debian's kcat. */
export const hasBroker = spawnSync('kcat', ['-V']).status === 0
if (!hasBroker && process.env.CI === 'true') throw new Error('The tests of Kafka need kcat: apt-get install kcat')

export interface Broker extends AsyncDisposable {
  readonly address: string
  /** kcat's own producer writes these values, one record each, in order. */
  write(topic: string, values: readonly string[], options?: readonly string[]): Promise<void>
  /** Everything that stands in a topic, by partition and in order. */
  read(topic: string): Promise<readonly { readonly key: string; readonly payload: string }[]>
  close(): Promise<void>
}

/** A broker that keeps what it is given in memory and speaks the real protocol. It lives as long as its stdin. */
export async function startBroker(): Promise<Broker> {
  const broker = spawn('kcat', ['-P', '-b', 'unused', '-t', 'unused', '-X', 'test.mock.num.brokers=1', '-d', 'mock'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const address = await addressIn(broker)
  const close = async () => {
    if (broker.exitCode !== null || broker.signalCode !== null) return
    broker.kill('SIGKILL')
    await once(broker, 'exit')
  }
  return {
    address,
    async write(topic, values, options = []) {
      await kcat(['-P', '-b', address, '-t', topic, '-p', '0', ...options], values.map(value => `${value}\n`).join(''))
    },
    async read(topic) {
      const said = await kcat(['-C', '-b', address, '-t', topic, '-e', '-q', '-J'], '')
      return said
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function addressIn({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('nothing is heard of the broker')
  const lines = createInterface(stderr)
  const found = Promise.withResolvers<string>()
  lines.on('line', line => {
    const said = /bootstrap\.servers=(127\.0\.0\.1:\d+)/.exec(line)?.[1]
    if (said !== undefined) found.resolve(said)
  })
  lines.on('close', () => found.reject(new Error('the broker ended')))
  found.promise.catch(() => {})
  return await found.promise
}

async function kcat(args: readonly string[], input: string): Promise<string> {
  const client = spawn('kcat', [...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  client.stdin.end(input)
  const chunks: Buffer[] = []
  client.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(client, 'close')
  if (code !== 0) throw new Error(`kcat ${args.join(' ')} ended with ${code}`)
  return Buffer.concat(chunks).toString('utf8')
}
