import type { FC } from 'hono/jsx'
import type { SettingsPage } from '../../flows/settings/read-settings.ts'
import { say } from '../language/say.tsx'

/** What holds now. Months are dropped for all stores at once, so a store may only keep less. */
export const Kept: FC<{ readonly page: SettingsPage }> = ({ page: { keep, kept } }) => (
  <section class="card">
    <h2>{say('How long things are kept')}</h2>
    <dl class="facts">
      <dt>{say('Requests and answers')}</dt>
      <dd>
        <Months own={kept.attemptsMonths} limit={keep.attemptsMonths} />
      </dd>
      <dt>{say('What was heard')}</dt>
      <dd>
        <Months own={kept.inboxMonths} limit={keep.inboxMonths} />
      </dd>
      <dt>{say('Audit')}</dt>
      <dd>
        {keep.auditMonths === undefined ? say('for ever') : <Months own={keep.auditMonths} limit={keep.auditMonths} />}
        <span class="under">{say('Never shorter for one store: each entry proves the one before it.')}</span>
      </dd>
      <dt>{say('Orders, documents, the ledger, versions of settings')}</dt>
      <dd>{say('for ever')}</dd>
    </dl>
    <p class="under">
      {say(
        'The limits of the whole installation are set where it runs: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS.',
      )}
    </p>
  </section>
)

const Months: FC<{ readonly own: number; readonly limit: number }> = ({ own, limit }) => (
  <>
    {say('{months, plural, one {# month} other {# months}} besides this one', { months: own })}
    {own < limit ? <span class="under">{say('The installation keeps {limit}.', { limit })}</span> : null}
  </>
)
