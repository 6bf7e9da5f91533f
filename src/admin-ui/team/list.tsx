import type { FC } from 'hono/jsx'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import type { LiveLink, Person } from '../../flows/view/list-team.ts'
import { listText, Say, say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

const RIGHTS: Readonly<Record<string, () => string>> = {
  view: () => say('look'),
  operate: () => say('act'),
  configure: () => say('configure'),
}
const rightsText = (roles: readonly string[]): string =>
  roles.length === 0 ? say('nothing') : listText(roles.map(role => RIGHTS[role]?.() ?? role))

const storesText = (stores: readonly string[] | null): string =>
  stores === null ? say('all stores') : listText(stores)

/** Who has used the page, with which rights, and where to read what they did. */
export const People: FC<{ readonly people: readonly Person[]; readonly viewer: Viewer }> = ({ people, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Who')}</th>
        <th scope="col">{say('May')}</th>
        <th scope="col">{say('Last seen')}</th>
        <th scope="col" class="number">
          {say('Acts in 30 days')}
        </th>
      </tr>
    </thead>
    <tbody>
      {people.map(person => (
        <tr>
          <th scope="row" class="breaks">
            {person.name}
            <span class="under">
              {person.id.startsWith('login-link:')
                ? say('by a login link')
                : say('user of Magento {id}', { id: person.id })}
            </span>
          </th>
          <td class="breaks">
            {rightsText(person.roles)}
            {viewer.stores.length > 1 || person.stores === null ? (
              <span class="under">{storesText(person.stores)}</span>
            ) : null}
          </td>
          <td>
            <Moment at={person.lastSeenAt} />
            <span class="under">
              <Say text="first {when}" when={<Moment at={person.firstSeenAt} as="moment" />} />
            </span>
          </td>
          <td class="number">
            <a href={auditAddress(person, viewer)}>
              {person.acts}
              <span class="unseen">{say('acts of {name} in the audit', { name: person.name })}</span>
            </a>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

function auditAddress({ name, stores }: Person, viewer: Viewer): string {
  const chain = stores?.[0] ?? viewer.stores[0]?.code ?? EVERY_STORE
  return `/admin/audit?${new URLSearchParams({ chain, q: name })}`
}

/** Links that still open something. */
export const LiveLinks: FC<{ readonly links: readonly LiveLink[]; readonly viewer: Viewer }> = ({ links, viewer }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('For')}</th>
        <th scope="col">{say('May')}</th>
        <th scope="col">{say('State')}</th>
        <th scope="col">{say('Until')}</th>
        <th scope="col">
          <span class="unseen">{say('Actions')}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {links.map(link => (
        <tr>
          <th scope="row" class="breaks">
            {link.name}
            <span class="under">
              {say('made by {name}', { name: link.madeBy })} · <Moment at={link.createdAt} />
            </span>
          </th>
          <td class="breaks">
            {rightsText(link.roles)}
            <span class="under">{storesText(link.stores)}</span>
          </td>
          <td>
            {link.openedAt ? (
              <State tone="done" word={say('Signed in')} />
            ) : (
              <State tone="waiting" word={say('Not opened yet')} />
            )}
          </td>
          <td>
            <Moment at={link.until} as="moment" />
          </td>
          <td class="number">
            {may(viewer, 'configure') ? (
              <button
                type="button"
                class="small"
                hx-get={`/admin/team/links/${link.jti}/end`}
                hx-target="#dialog"
                hx-swap="innerHTML"
              >
                {say('End it…')}
                <span class="unseen"> {link.name}</span>
              </button>
            ) : null}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
