import type { FC } from 'hono/jsx'
import type { Catalogue } from '../../flows/view/list-catalogues.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'
import { countsText, partsText, stepText } from './words.ts'

interface CardProps {
  readonly catalogue: Catalogue
  readonly viewer: Viewer
}

/** The catalogue of one connection: how the last run went, what stands in the way, and what can be done. */
export const CatalogueCard: FC<CardProps> = ({ catalogue, viewer }) => {
  const id = `catalogue-${catalogue.connection}`
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="head">
        <div>
          <h2 id={id}>
            {catalogue.name} <RunState catalogue={catalogue} />
          </h2>
          <p class="under">
            {say('Brings {parts} to Magento', { parts: partsText(catalogue.parts) })}
            {viewer.stores.length > 1 ? ` · ${catalogue.store}` : null}
          </p>
        </div>
        {may(viewer, 'operate') ? <Actions catalogue={catalogue} /> : null}
      </div>
      <LastRun catalogue={catalogue} />
      <Refused catalogue={catalogue} />
      <Missing catalogue={catalogue} />
      <div id={`diff-${catalogue.connection}`} aria-live="polite" hx-morph-skip-children="" />
    </section>
  )
}

const RunState: FC<{ readonly catalogue: Catalogue }> = ({ catalogue: { status, paused, progress } }) => {
  if (paused) return <State tone="skipped" word={say('Paused')} />
  if (progress) return <State tone="moving" word={say('Running')} />
  if (!status) return <State tone="waiting" word={say('Not run yet')} />
  if (status.error) return <State tone="failed" word={say('Stopped half-way')} />
  return status.refused > 0 ? (
    <State tone="person" word={say('Needs a person')} />
  ) : (
    <State tone="done" word={say('Up to date')} />
  )
}

const LastRun: FC<{ readonly catalogue: Catalogue }> = ({ catalogue }) => {
  const { status, progress, nextAt } = catalogue
  if (!status?.startedAt)
    return <p>{say('The first run reads everything; from then on only what has changed is brought.')}</p>
  const name = status.complete ? say('A complete run') : say('A run')
  const counts = countsText(status.counts)
  return (
    <>
      {progress ? (
        <p class="progress">
          <progress
            max={progress.of}
            value={progress.done}
            aria-label={say('Run of {name}', { name: catalogue.name })}
          />{' '}
          {say('step {step} of {steps}: {what}', {
            step: progress.done + 1,
            steps: progress.of,
            what: stepText(status.phase),
          })}
        </p>
      ) : null}
      <p>
        {status.finishedAt ? (
          <Say text="{run}, over {when}." run={name} when={<Moment at={status.finishedAt} />} />
        ) : (
          <Say text="{run}, under way since {when}." run={name} when={<Moment at={status.startedAt} as="time" />} />
        )}{' '}
        {counts ? `${counts}.` : say('Nothing has changed.')}
      </p>
      <p class="under">
        {say('{n, plural, one {# value is} other {# values are}} known of the ERP', { n: status.values })}
        {nextAt ? (
          <>
            {' · '}
            <Say text="next run {when}" when={<Moment at={nextAt} />} />
          </>
        ) : null}
      </p>
      {status.error ? <p class="verbatim">{told(status.error)}</p> : null}
    </>
  )
}

const Actions: FC<{ readonly catalogue: Catalogue }> = ({ catalogue }) => {
  const { connection, store, name, progress } = catalogue
  const values = (more: object = {}) => JSON.stringify({ store, connection, ...more })
  const acting = { 'hx-target': '#toasts', 'hx-swap': 'innerHTML', 'hx-disable': 'this' }
  return (
    <div class="actions">
      {progress ? (
        <button type="button" hx-post="/admin/catalogue/stop" hx-vals={values()} {...acting}>
          {say('Stop')}
          <span class="unseen"> {name}</span>
        </button>
      ) : (
        <button type="button" class="primary" hx-post="/admin/catalogue/run" hx-vals={values()} {...acting}>
          {say('Run now')}
          <span class="unseen"> {name}</span>
        </button>
      )}
      <button type="button" hx-post="/admin/catalogue/run" hx-vals={values({ complete: 'yes' })} {...acting}>
        {say('Run everything')}
        <span class="unseen"> {name}</span>
      </button>
      <button
        type="button"
        hx-post="/admin/catalogue/diff"
        hx-vals={values()}
        hx-target={`#diff-${connection}`}
        hx-swap="innerHTML"
        hx-disable="this"
      >
        {say('Dry run')}
        <span class="unseen"> {name}</span>
      </button>
    </div>
  )
}

export const valuesAddress = (connection: string, query: Readonly<Record<string, string>>): string =>
  `/admin/catalogue/values?${new URLSearchParams({ connection, ...query })}`

const Refused: FC<{ readonly catalogue: Catalogue }> = ({ catalogue: { refused, connection } }) =>
  refused.length === 0 ? null : (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{say('What was not taken')}</th>
          <th scope="col">{say('Why, in the words of the first')}</th>
        </tr>
      </thead>
      <tbody>
        {refused.map(({ code, products, sku, message }) => (
          <tr>
            <th scope="row">
              <a href={valuesAddress(connection, { show: 'refused', code })}>
                {say('{n, plural, one {# product} other {# products}}', { n: products })}
              </a>
              <span class="under">{code}</span>
            </th>
            <td class="breaks">
              {sku}: {told(message)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const Missing: FC<{ readonly catalogue: Catalogue }> = ({ catalogue: { status, leavesNew, connection } }) => {
  if (!status || status.missing === 0) return null
  const text = leavesNew
    ? say('The shop does not have everything that the ERP has. New products are left to people here.')
    : say('The shop does not have everything that the ERP has.')
  return (
    <p>
      {text} <a href={valuesAddress(connection, { show: 'missing' })}>{say('Show what is missing')}</a>
    </p>
  )
}
