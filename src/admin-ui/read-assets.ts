import { readFileSync } from 'node:fs'
import type { AssetTexts } from './assets.ts'

const text = (address: string | URL): string => readFileSync(new URL(address), 'utf8')

/** The page's files as they lie on the disk, read once at the start. */
export function readAssets(): AssetTexts {
  const own = (name: string) => text(new URL(`./browser/${name}`, import.meta.url))
  return {
    'style.css': own('style.css'),
    'client.js': own('client.js'),
    'dates.js': own('dates.js'),
    'embedded.js': own('embedded.js'),
    'focus.js': own('focus.js'),
    'live.js': own('live.js'),
    'rows.js': own('rows.js'),
    'read-events.js': own('read-events.js'),
    'editor.js': own('editor.js'),
    'settings-words.js': own('settings-words.js'),
    'codemirror.js': own('codemirror.js'),
    'icon.svg': own('icon.svg'),
    'htmx.js': text(new URL('htmx.min.js', import.meta.resolve('htmx.org'))),
  }
}
