import type { FC } from 'hono/jsx'
import { message, say } from '../language/say.tsx'
import type { Viewer } from '../viewer.ts'

interface Item {
  readonly href: string
  readonly label: string
}

/** What people look at every day. */
const DAILY = {
  home: { href: '/admin', label: message('Home') },
  orders: { href: '/admin/orders', label: message('Orders') },
  problems: { href: '/admin/problems', label: message('Problems') },
  documents: { href: '/admin/documents', label: message('Documents') },
  ledger: { href: '/admin/ledger', label: message('Ledger') },
  drift: { href: '/admin/drift', label: message('Drift') },
  catalogue: { href: '/admin/catalogue', label: message('Catalogue') },
} satisfies Record<string, Item>

/** What those who look after it need now and then. */
const REST = {
  transfers: { href: '/admin/transfers', label: message('Transfers') },
  runs: { href: '/admin/runs', label: message('Runs') },
  connections: { href: '/admin/connections', label: message('Connections') },
  team: { href: '/admin/team', label: message('Team') },
  audit: { href: '/admin/audit', label: message('Audit') },
} satisfies Record<string, Item>

export type Place = keyof typeof DAILY | keyof typeof REST

interface BarProps {
  readonly place: Place
  readonly viewer: Viewer
  /** How many are open. */
  readonly problems: number
}

export const Bar: FC<BarProps> = ({ place, viewer, problems }) => (
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
        {Object.entries(DAILY).map(([name, item]) => (
          <li>
            <Door item={item} isHere={name === place} problems={name === 'problems' ? problems : 0} />
          </li>
        ))}
        <li>
          <More place={place} />
        </li>
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

const Door: FC<{ readonly item: Item; readonly isHere: boolean; readonly problems?: number }> = ({
  item,
  isHere,
  problems = 0,
}) => (
  <a href={item.href} {...(isHere && { 'aria-current': 'page' })}>
    {say(item.label)}
    {problems > 0 ? (
      <span class="count">
        <span aria-hidden="true">{problems}</span>
        <span class="unseen">{say('{count} open', { count: problems })}</span>
      </span>
    ) : null}
  </a>
)

/** Closes itself when something else is pressed (browser/client.js). The place that is open in it stands in its name. */
const More: FC<{ readonly place: Place }> = ({ place }) => {
  const here = Object.entries(REST).find(([name]) => name === place)?.[1]
  return (
    <details id="more" class="more" data-closes-itself="">
      <summary {...(here && { 'aria-current': 'true' })}>{here ? say(here.label) : say('More')}</summary>
      <ul>
        {Object.entries(REST).map(([name, item]) => (
          <li>
            <Door item={item} isHere={name === place} />
          </li>
        ))}
      </ul>
    </details>
  )
}
