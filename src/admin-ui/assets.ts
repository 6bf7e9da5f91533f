import { createHash } from 'node:crypto'
import { Hono } from 'hono'

const NAMES = [
  'style.css',
  'client.js',
  'dates.js',
  'embedded.js',
  'focus.js',
  'live.js',
  'rows.js',
  'read-events.js',
  'editor.js',
  'settings-words.js',
  'codemirror.js',
  'icon.svg',
  'htmx.js',
] as const
export type AssetName = (typeof NAMES)[number]
/** The text of each file. Every door gets them its own way: from the disk, or bundled. */
export type AssetTexts = Readonly<Record<AssetName, string>>

export interface Assets {
  /** The address of a file; it changes with the content of any of them, because scripts import each other by name. */
  readonly url: (name: AssetName) => string
  /** Serves them below /assets. */
  readonly routes: Hono
}

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const

function typeOf(name: AssetName): string {
  if (name.endsWith('.css')) return TYPES.css
  return name.endsWith('.svg') ? TYPES.svg : TYPES.js
}

/** Below it, compressing saves nothing that one notices. */
const WORTH_IT = 1_024

/**
 * The page's scripts and styles: less than a megabyte, most of it the editor's, kept in memory.
 * @param gzip absent: whoever is in front of us compresses, as Cloudflare does
 */
export function createAssets(texts: AssetTexts, gzip?: (text: string) => Uint8Array<ArrayBuffer>): Assets {
  const hash = createHash('sha256')
  for (const name of NAMES) hash.update(texts[name])
  const version = hash.digest('hex').slice(0, 16)
  const routes = new Hono()
  for (const name of NAMES) {
    const headers = {
      'Content-Type': typeOf(name),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    }
    const text = texts[name]
    const small = gzip && text.length > WORTH_IT ? gzip(text) : undefined
    routes.get(`/${version}/${name}`, c => {
      if (!small) return c.body(text, 200, headers)
      const isTaken = /\bgzip\b(?!\s*;\s*q=0(?![.\d]*[1-9]))/.test(c.req.header('accept-encoding') ?? '')
      const vary = { ...headers, Vary: 'Accept-Encoding' }
      return isTaken ? c.body(small, 200, { ...vary, 'Content-Encoding': 'gzip' }) : c.body(text, 200, vary)
    })
  }
  return { url: name => `/admin/assets/${version}/${name}`, routes }
}
