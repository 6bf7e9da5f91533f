import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const FILES = {
  'style.css': { from: new URL('./browser/style.css', import.meta.url), type: 'text/css; charset=utf-8' },
  'client.js': { from: new URL('./browser/client.js', import.meta.url), type: 'text/javascript; charset=utf-8' },
  'dates.js': { from: new URL('./browser/dates.js', import.meta.url), type: 'text/javascript; charset=utf-8' },
  'embedded.js': { from: new URL('./browser/embedded.js', import.meta.url), type: 'text/javascript; charset=utf-8' },
  'icon.svg': { from: new URL('./browser/icon.svg', import.meta.url), type: 'image/svg+xml' },
  'htmx.js': { from: new URL('htmx.min.js', import.meta.resolve('htmx.org')), type: 'text/javascript; charset=utf-8' },
} as const
export type AssetName = keyof typeof FILES

export interface Assets {
  /** The address of a file; it changes with the content of any of them, because scripts import each other by name. */
  readonly url: (name: AssetName) => string
  /** Serves them below /assets. */
  readonly routes: Hono
}

/** Reads the page's files once; they are a few dozen kilobytes. */
export function loadAssets(): Assets {
  const files = Object.entries(FILES).map(([name, { from, type }]) => ({ name, type, content: readFileSync(fileURLToPath(from)) }))
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.content)
  const version = hash.digest('hex').slice(0, 16)
  const routes = new Hono()
  for (const { name, type, content } of files) {
    routes.get(`/${version}/${name}`, c =>
      c.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable', 'X-Content-Type-Options': 'nosniff' }),
    )
  }
  return { url: name => `/admin/assets/${version}/${name}`, routes }
}
