import type { FC } from 'hono/jsx'
import { stringify } from 'yaml'
import type { Finding } from '../../domain/finding.ts'
import type { ConnectionRow } from '../../flows/view/list-connections.ts'
import { connectAddress } from '../connect/kinds.tsx'
import { inboxAddress, wayOf } from '../inbox/filter.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

/** One system: where it is, how it is configured, and a button that asks it. */
export const Connection: FC<{ readonly row: ConnectionRow; readonly viewer: Viewer }> = ({ row, viewer }) => {
  const id = `examined-${row.kind}-${row.code}`
  return (
    <section class="card">
      <div class="head">
        <h2>
          {row.name} <span class="under">{row.name === row.system ? row.code : `${row.system} · ${row.code}`}</span>
        </h2>
        {may(viewer, 'operate') ? (
          <form
            hx-post="/admin/connections/test"
            hx-target={`#${id}`}
            hx-swap="innerHTML"
            hx-disable="find button"
            hx-indicator={`#${id}`}
          >
            <input type="hidden" name="kind" value={row.kind} />
            <input type="hidden" name="code" value={row.code} />
            <button type="submit">
              {say('Test')}
              <span class="unseen"> {row.name}</span>
            </button>
          </form>
        ) : null}
      </div>
      {row.pausedReason === undefined ? null : (
        <p>
          <State tone="skipped" word={say('Paused')} /> {told(row.pausedReason)}
        </p>
      )}
      <p class="under">
        <Say text="Changed {when}, revision {n}" when={<Moment at={row.updatedAt} />} n={row.revision} />
      </p>
      <div id={id} aria-live="polite" />
      <p>
        <a href={`/admin/settings/${row.kind}/${row.code}`}>
          {row.kind === 'store' ? say('Settings') : say('Rules for orders and items')}
        </a>
        {' · '}
        <a href={receivedFrom(row)}>{say('What was received from it')}</a>
        {row.kind === 'connection' ? (
          <>
            {' '}
            · <a href={`/admin/mappings/${row.code}`}>{say('Mappings')}</a> ·{' '}
            <a href={`/admin/connections/${row.code}/settings`}>{say('Settings of the ERP as text')}</a>
            {may(viewer, 'configure') ? (
              <>
                {' '}
                · <a href={`/admin/connections/${row.code}/access`}>{say('Address and credentials')}</a>
              </>
            ) : null}
          </>
        ) : (
          <>
            {' '}
            · <a href={`/admin/first-run/${row.code}`}>{say('First run')}</a>
            {may(viewer, 'configure') ? (
              <>
                {' '}
                · <a href={connectAddress(row.code)}>{say('Connect an ERP')}</a>
              </>
            ) : null}
          </>
        )}
      </p>
      <details>
        <summary>{say('How it is configured')}</summary>
        <pre class="breaks">{stringify(row.settings)}</pre>
      </details>
    </section>
  )
}

const receivedFrom = ({ kind, code, store }: ConnectionRow): string =>
  inboxAddress({ way: kind === 'store' ? '' : wayOf({ connection: code }), store })

/** What the test found: what is wrong comes first, with the remedy. */
export const Findings: FC<{ readonly findings: readonly Finding[] }> = ({ findings }) => {
  const wrong = findings.filter(({ ok }) => !ok)
  return (
    <>
      <p>
        {wrong.length === 0
          ? say('All is well: {n, plural, one {# check} other {# checks}}.', { n: findings.length })
          : say(
              '{wrong} of {n, plural, one {# check} other {# checks}} {wrong, plural, one {needs} other {need}} attention.',
              {
                wrong: wrong.length,
                n: findings.length,
              },
            )}
      </p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{say('Check')}</th>
            <th scope="col">{say('Result')}</th>
            <th scope="col">{say('What was found')}</th>
          </tr>
        </thead>
        <tbody>
          {[...wrong, ...findings.filter(({ ok }) => ok)].map(({ check, ok, detail, remedy }) => (
            <tr>
              <th scope="row">{told(check)}</th>
              <td>
                {ok ? <State tone="done" word={say('Well')} /> : <State tone="person" word={say('Needs attention')} />}
              </td>
              <td class="breaks">
                {told(detail)}
                {!ok && remedy ? <span class="under">→ {told(remedy)}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
