import type { FC } from 'hono/jsx'
import type { MappingOverview, TableOverview } from '../../flows/mapping/read-mappings.ts'
import { say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { nameIn } from './names.ts'

interface OverviewProps {
  readonly title: string
  readonly mappings: MappingOverview
}

/** Every table with how it stands. What orders wait for is first. */
export const Overview: FC<OverviewProps> = ({ title, mappings: { connection, tables, inUse, version } }) => (
  <>
    <div class="head">
      <div>
        <h1>{title}</h1>
        <p class="lead">
          {say(
            'What Magento calls a payment method, a tax rate or a shipping method, the ERP calls something else. These tables translate; a change is a new version of the settings.',
          )}
        </p>
      </div>
      <a class="button" href={`/admin/connections/${connection}/settings`}>
        {say('Settings, version {version}', { version })}
      </a>
    </div>
    {tables.length === 0 ? (
      <div class="empty">
        <h2>{say('This connection has no tables')}</h2>
        <p>{say('Its settings say in another way what becomes of the codes of Magento.')}</p>
      </div>
    ) : (
      <section class="card">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{say('Mapping')}</th>
              <th scope="col">{say('State')}</th>
              <th scope="col">{say('Codes without a row')}</th>
              <th scope="col" class="number">
                {say('Mapped')}
              </th>
            </tr>
          </thead>
          <tbody>
            {tables.map(one => (
              <Row connection={connection} overview={one} />
            ))}
          </tbody>
        </table>
      </section>
    )}
    <p class="under">
      {say('Codes in use are those of the last {days} days: {orders, plural, one {# order} other {# orders}}.', {
        days: inUse.days,
        orders: inUse.orders,
      })}
    </p>
  </>
)

const MOST_NAMED = 6

const Row: FC<{ readonly connection: string; readonly overview: TableOverview }> = ({ connection, overview }) => {
  const { id, table, rows, waiting } = overview
  const missing = rows.filter(({ state }) => state === 'missing').map(({ code }) => code)
  const more = missing.length - MOST_NAMED
  return (
    <tr>
      <th scope="row">
        <a href={`/admin/mappings/${connection}/${id}`}>{nameIn(table.name)}</a>
        <span class="under">{id}</span>
      </th>
      <td>
        {waiting > 0 ? (
          <State
            tone="person"
            word={say('{waiting, plural, one {# order waits} other {# orders wait}}', { waiting })}
          />
        ) : missing.length > 0 ? (
          <State tone="person" word={say('Not complete')} />
        ) : (
          <State tone="done" word={say('Complete')} />
        )}
      </td>
      <td class="breaks">
        {missing.slice(0, MOST_NAMED).join(', ')}
        {more > 0 ? ` ${say('and {more} more', { more })}` : ''}
      </td>
      <td class="number">{rows.filter(({ mapped }) => mapped).length}</td>
    </tr>
  )
}
