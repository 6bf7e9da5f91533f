import { createHash } from 'node:crypto'
import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { countOpenProblems } from '../../flows/view/list-problems.ts'
import { message, say } from '../language/say.tsx'
import { type AdminContext, codesOf, type Viewer } from '../viewer.ts'
import { asDocument, Document } from './document.tsx'
import { scriptWords } from './script-words.ts'

export type Place =
  | 'home'
  | 'orders'
  | 'transfers'
  | 'problems'
  | 'documents'
  | 'ledger'
  | 'drift'
  | 'catalogue'
  | 'runs'
  | 'connections'
  | 'team'
  | 'audit'

const MENU: readonly { readonly place: Place; readonly href: string; readonly label: string }[] = [
  { place: 'home', href: '/admin', label: message('Home') },
  { place: 'orders', href: '/admin/orders', label: message('Orders') },
  { place: 'transfers', href: '/admin/transfers', label: message('Transfers') },
  { place: 'problems', href: '/admin/problems', label: message('Problems') },
  { place: 'documents', href: '/admin/documents', label: message('Documents') },
  { place: 'ledger', href: '/admin/ledger', label: message('Ledger') },
  { place: 'drift', href: '/admin/drift', label: message('Drift') },
  { place: 'catalogue', href: '/admin/catalogue', label: message('Catalogue') },
  { place: 'runs', href: '/admin/runs', label: message('Runs') },
  { place: 'connections', href: '/admin/connections', label: message('Connections') },
  { place: 'team', href: '/admin/team', label: message('Team') },
  { place: 'audit', href: '/admin/audit', label: message('Audit') },
]

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

const Bar: FC<{ readonly place: Place; readonly viewer: Viewer; readonly problems: number }> = ({
  place,
  viewer,
  problems,
}) => (
  <header class="bar">
    <a class="brand" href="/admin">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M2 14c0-5 3.5-8 8-8s8 3 8 8" />
        <path d="M2 14h16M6 14V8.2M10 14V6M14 14V8.2" />
      </svg>
      Orderbridge
    </a>
    <nav aria-label={say('Main')}>
      <ul>
        {MENU.map(item => (
          <li>
            <a href={item.href} {...(item.place === place && { 'aria-current': 'page' })}>
              {say(item.label)}
              {item.place === 'problems' && problems > 0 ? (
                <span class="count">
                  <span aria-hidden="true">{problems}</span>
                  <span class="unseen">{say('{count} open', { count: problems })}</span>
                </span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <div class="who">
      <span class="who-name">{viewer.name}</span>
      {viewer.embedded ? null : (
        <form hx-post="/admin/logout" hx-swap="none">
          <button type="submit" class="quiet">
            {say('Sign out')}
          </button>
        </form>
      )}
    </div>
  </header>
)
