import { gzipSync } from 'node:zlib'
import { round } from './figures.ts'

const ASSET = /(?:src|href)="(\/admin\/assets\/[^"]+)"/g
const IMPORT = /from '\.\/([\w-]+\.js)'/g

/** What a browser with an empty cache asks for: the page, its files, and what its scripts import. */
export async function describeFirstView(origin: string, address: string, cookie: string): Promise<string> {
  const page = await (await fetch(origin + address, { headers: { cookie } })).text()
  const waiting = [...page.matchAll(ASSET)].map(([, asset = '']) => asset)
  const bodies = new Map<string, Buffer>()
  for (let asset = waiting.pop(); asset !== undefined; asset = waiting.pop()) {
    if (bodies.has(asset)) continue
    const text = await (await fetch(origin + asset)).text()
    bodies.set(asset, Buffer.from(text))
    // Only our own modules: htmx is one file.
    if (asset.endsWith('.js') && text.length < 20_000)
      for (const [, name] of text.matchAll(IMPORT)) waiting.push(asset.replace(/[^/]+$/, name ?? ''))
  }
  const all = [Buffer.from(page), ...bodies.values()]
  const bytes = all.reduce((sum, { length }) => sum + length, 0)
  const packed = all.reduce((sum, body) => sum + gzipSync(body).length, 0)
  return `First view: ${1 + bodies.size} requests with ${round(bytes)} bytes, ${round(packed)} gzipped, and the stream of changes; from then on the page alone.`
}
