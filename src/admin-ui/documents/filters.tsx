import type { FC } from 'hono/jsx'
import { DOCUMENT_KINDS, MAILED } from '../../flows/view/document-filter.ts'
import { say } from '../language/say.tsx'
import { Choose, ChooseStore } from '../shell/choose.tsx'
import { SearchField } from '../shell/search-field.tsx'
import type { Viewer } from '../viewer.ts'
import { type DocumentQuery, documentsAddress, documentsQuery } from './filter.ts'
import { kindsName, mailedName } from './names.ts'

interface FiltersProps {
  readonly query: DocumentQuery
  readonly viewer: Viewer
}

export const DocumentFilters: FC<FiltersProps> = ({ query: { chosen }, viewer }) => (
  <search aria-label={say('Documents')}>
    <form class="filters many" action="/admin/documents" method="get" data-submit-on-change>
      <SearchField
        value={chosen.q}
        maxlength={100}
        placeholder={say('Invoice or order number, or the customer’s e-mail')}
      />
      <Choose
        name="mail"
        label={say('Mail')}
        any={say('mailed or not')}
        choices={MAILED.map(value => ({ value, label: mailedName(value) }))}
        chosen={chosen.mail}
      />
      <Choose
        name="kind"
        label={say('Kind')}
        any={say('every kind')}
        choices={DOCUMENT_KINDS.filter(kind => kind !== 'other').map(value => ({ value, label: kindsName(value) }))}
        chosen={chosen.kind}
      />
      <Choose
        name="order"
        label={say('In Magento')}
        any={say('there or not')}
        choices={[
          { value: 'on', label: say('on the Magento order') },
          { value: 'off', label: say('not on the Magento order yet') },
        ]}
        chosen={chosen.order}
      />
      <Day name="from" label={say('From')} value={chosen.from} />
      <Day name="to" label={say('Up to')} value={chosen.to} />
      <ChooseStore viewer={viewer} chosen={chosen.store} />
    </form>
  </search>
)

const Day: FC<{ readonly name: string; readonly label: string; readonly value: string }> = ({ name, label, value }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <input id={name} name={name} type="date" value={value} />
  </div>
)

/** The lists that people ask for every day, as doors. */
export const DocumentViews: FC<{ readonly query: DocumentQuery; readonly mayResend: boolean }> = ({
  query,
  mayResend,
}) => {
  const now = documentsQuery({ ...query.chosen, store: '' })
  const views = [
    { label: say('All documents'), query: '' },
    { label: say('Not delivered'), query: 'mail=failed' },
    { label: say('Not mailed yet'), query: 'mail=never' },
    { label: say('Credit notes'), query: 'kind=creditnote' },
    { label: say('Not on the Magento order yet'), query: 'order=off' },
  ]
  const store = query.chosen.store && `store=${encodeURIComponent(query.chosen.store)}`
  const address = (view: string) =>
    ['/admin/documents', [view, store].filter(Boolean).join('&')].filter(Boolean).join('?')
  return (
    <div class="views">
      <nav aria-label={say('Views')}>
        <ul>
          {views.map(view => (
            <li>
              <a href={address(view.query)} {...(view.query === now && { 'aria-current': 'page' })}>
                {view.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {mayResend ? (
        <div class="actions">
          <button
            type="button"
            class="small"
            hx-get={`/admin/documents/mailing?${documentsQuery(query.chosen)}`}
            hx-target="#dialog"
            hx-swap="innerHTML"
          >
            {say('Mail all that match…')}
          </button>
        </div>
      ) : null}
    </div>
  )
}

/** The filter as a sentence, each part of which can be taken out of it. */
export const DocumentSentence: FC<{ readonly query: DocumentQuery }> = ({ query }) =>
  query.parts.length === 0 ? null : (
    <p class="filter-sentence">
      {query.parts.map(({ text, without }) => (
        <span class="part">
          <span>{text}</span>
          <a href={without}>
            <span class="unseen">{say('Take out: {part}', { part: text })}</span>
            <span aria-hidden="true">✕</span>
          </a>
        </span>
      ))}
      <a href={documentsAddress({ q: '', kind: '', mail: '', order: '', from: '', to: '', store: '' })}>
        {say('Show all')}
      </a>
    </p>
  )
