import { createHash } from 'node:crypto'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { countOpenProblems } from '../../flows/view/list-problems.ts'
import { type AdminContext, codesOf } from '../viewer.ts'
import { Bar, type Place } from './bar.tsx'
import { asDocument, Document } from './document.tsx'
import { scriptWords } from './script-words.ts'

interface PageOptions {
  readonly title: string
  readonly place: Place
  /**
   * The page asks for itself whenever something changed (browser/live.js), or this often while nobody can tell it.
   * Absent: it stays as it is.
   */
  readonly everySeconds?: number
}

/**
 * Answers with a whole page, or, when the page asks for itself again, with what changed: nothing (204) while the content
 * is the one that the viewer has. Open details, focus and scrolling survive, because htmx morphs.
 */
export async function renderPage(c: AdminContext, options: PageOptions, content: Child): Promise<Response> {
  const viewer = c.get('viewer')
  const problems = await countOpenProblems(viewer.ctx, codesOf(viewer))
  const inner = String(
    <>
      <Bar place={options.place} viewer={viewer} problems={problems} />
      <main id="main" tabindex={-1}>
        {content}
      </main>
    </>,
  )
  const version = createHash('sha256').update(inner).digest('base64url').slice(0, 16)
  if (c.req.header('orderbridge-seen') === version) return c.body(null, 204)
  const page = (
    <div
      id="page"
      {...scriptWords()}
      data-locale={viewer.locale}
      hx-history-elt=""
      {...liveAttributes(c, options, version)}
    >
      {raw(inner)}
    </div>
  )
  if (c.req.header('orderbridge-seen') !== undefined) return c.html(page)
  return await c.html(
    asDocument(
      <Document
        title={options.title}
        assets={c.get('assets')}
        formToken={viewer.formToken}
        parent={viewer.embedded ? c.get('framedBy') : undefined}
      >
        {page}
      </Document>,
    ),
  )
}

function liveAttributes(c: AdminContext, options: PageOptions, version: string): Record<string, string> {
  const url = new URL(c.req.url)
  return {
    'hx-get': url.pathname + url.search,
    'hx-trigger':
      options.everySeconds === undefined ? 'refresh from:document' : 'live from:document, refresh from:document',
    ...(options.everySeconds !== undefined && { 'data-every': String(options.everySeconds) }),
    'hx-swap': 'outerMorph ignoreTitle:true',
    // What changes while an answer is on its way is not in it.
    'hx-sync': 'this:queue last',
    'hx-headers': JSON.stringify({ 'Orderbridge-Seen': version }),
  }
}
