import type { FC } from 'hono/jsx'
import { message, say } from '../language/say.tsx'
import type { Viewer } from '../viewer.ts'

interface Item {
  readonly href: string
  readonly label: string
}

/** What people look at many times a day. */
const ALWAYS = {
  home: { href: '/admin', label: message('Home') },
  orders: { href: '/admin/orders', label: message('Orders') },
  problems: { href: '/admin/problems', label: message('Problems') },
  documents: { href: '/admin/documents', label: message('Documents') },
} satisfies Record<string, Item>

/** What they look at every day. Where there is no room for it in one line, it stands in the menu of the rest. */
const ROOMY = {
  ledger: { href: '/admin/ledger', label: message('Ledger') },
  drift: { href: '/admin/drift', label: message('Drift') },
  catalogue: { href: '/admin/catalogue', label: message('Catalogue') },
} satisfies Record<string, Item>

/** What those who look after it need now and then. */
const REST = {
  transfers: { href: '/admin/transfers', label: message('Transfers') },
  inbox: { href: '/admin/inbox', label: message('Inbox') },
  runs: { href: '/admin/runs', label: message('Runs') },
  connections: { href: '/admin/connections', label: message('Connections') },
  team: { href: '/admin/team', label: message('Team') },
  audit: { href: '/admin/audit', label: message('Audit') },
} satisfies Record<string, Item>

export type Place = keyof typeof ALWAYS | keyof typeof ROOMY | keyof typeof REST

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
        {Object.entries(ALWAYS).map(([name, item]) => (
          <li>
            <Door item={item} isHere={name === place} problems={name === 'problems' ? problems : 0} />
          </li>
        ))}
        {Object.entries(ROOMY).map(([name, item]) => (
          <li class="roomy">
            <Door item={item} isHere={name === place} />
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

const MORE = message('More')

const labelIn = (items: Readonly<Record<string, Item>>, place: Place): string | undefined =>
  Object.entries(items).find(([name]) => name === place)?.[1].label

/** Closes itself when something else is pressed (browser/client.js). The place that is open in it stands in its name. */
const More: FC<{ readonly place: Place }> = ({ place }) => {
  const here = labelIn(REST, place)
  const hereWhenNarrow = labelIn(ROOMY, place)
  return (
    <details id="more" class={hereWhenNarrow ? 'more here-when-narrow' : 'more'} data-closes-itself="">
      <summary {...(here && { 'aria-current': 'true' })}>
        {hereWhenNarrow ? (
          <>
            <span class="roomy">{say(MORE)}</span>
            <span class="narrow">{say(hereWhenNarrow)}</span>
          </>
        ) : (
          say(here ?? MORE)
        )}
      </summary>
      <ul>
        {Object.entries(ROOMY).map(([name, item]) => (
          <li class="narrow">
            <Door item={item} isHere={name === place} />
          </li>
        ))}
        {Object.entries(REST).map(([name, item]) => (
          <li>
            <Door item={item} isHere={name === place} />
          </li>
        ))}
      </ul>
    </details>
  )
}
