import type { FC } from 'hono/jsx'
import type { Door, Doors } from '../../flows/view/list-doors.ts'
import { Say, say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import type { Viewer } from '../viewer.ts'
import { inboxAddress, wayOf } from './filter.ts'
import { wayName } from './names.ts'

/** Each way with the newest that came by it: one that has gone silent is seen at once. Each number opens its rows. */
export const DoorTable: FC<Doors & { readonly viewer: Viewer }> = ({ doors, since, isCut, viewer }) =>
  doors.length === 0 ? null : (
    <section class="card">
      <h2>{say('Who tells us')}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{say('Way')}</th>
            <th scope="col">{say('Last')}</th>
            <th scope="col" class="number">
              {say('Last 24 hours')}
            </th>
            <th scope="col" class="number">
              {say('Waiting')}
            </th>
          </tr>
        </thead>
        <tbody>
          {doors.map(door => (
            <DoorLine door={door} since={since} isCut={isCut} viewer={viewer} />
          ))}
        </tbody>
      </table>
    </section>
  )

const DoorLine: FC<Omit<Doors, 'doors'> & { readonly door: Door; readonly viewer: Viewer }> = ({
  door,
  since,
  isCut,
  viewer,
}) => {
  const several = viewer.stores.length > 1
  const chosen = { way: wayOf(door), ...(several && { store: door.store }) }
  const rows = inboxAddress(chosen)
  const waiting = inboxAddress({ ...chosen, state: 'waiting' })
  return (
    <tr>
      <th scope="row">
        <a href={rows}>{wayName(door)}</a>
        {several ? <span class="under">{door.store}</span> : null}
      </th>
      <td>
        {door.missed > 0 ? (
          <>
            <State tone="person" word={say('Silent')} />
            <span class="under">
              <Last door={door} since={since} />
            </span>
            <span class="under">
              {say('The poll found {n, plural, one {# piece of news} other {# pieces of news}} in the last 24 hours.', {
                n: door.missed,
              })}
            </span>
          </>
        ) : (
          <Last door={door} since={since} />
        )}
      </td>
      <td class="number">
        {door.today > 0 ? <a href={rows}>{isCut ? say('{n} or more', { n: door.today }) : door.today}</a> : '0'}
      </td>
      <td class="number">{door.waiting > 0 ? <a href={waiting}>{door.waiting}</a> : '0'}</td>
    </tr>
  )
}

const Last: FC<{ readonly door: Door; readonly since: Date }> = ({ door: { last }, since }) =>
  last ? <Moment at={last} /> : <Say text="none since {when}" when={<Moment at={since} as="moment" />} />
