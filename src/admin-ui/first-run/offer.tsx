import type { FC } from 'hono/jsx'
import type { listUnfinishedFirstRuns } from '../../flows/first-run/first-run.ts'
import { mayAddStores } from '../connections/pairing.tsx'
import { say } from '../language/say.tsx'
import type { Viewer } from '../viewer.ts'

/** On Home, as long as nothing was sent from a store. */
export const FirstRunOffers: FC<{ readonly runs: Awaited<ReturnType<typeof listUnfinishedFirstRuns>> }> = ({
  runs,
}) => (
  <>
    {runs.map(({ store, name }) => (
      <section class="card" aria-labelledby={`first-run-${store}`}>
        <div class="head">
          <div>
            <h2 id={`first-run-${store}`}>{say('First run of {name}', { name })}</h2>
            <p>
              {say(
                'Nothing was sent to the ERP yet. Six steps check both sides and try the last ten orders, without anything being written, before sending starts.',
              )}
            </p>
          </div>
          <a class="button" href={`/admin/first-run/${store}`}>
            {say('Go through the first run')}
          </a>
        </div>
      </section>
    ))}
  </>
)

/** Without any store the first step is to connect one; this page then offers the others by itself. */
export const PairFirst: FC<{ readonly viewer: Viewer }> = ({ viewer }) =>
  mayAddStores(viewer) ? (
    <section class="card" aria-labelledby="pair-first">
      <div class="head">
        <div>
          <h2 id="pair-first">{say('Or begin here')}</h2>
          <p>
            {say(
              'A Magento with the companion module connects itself by a code. It sends nothing before its first run is gone through, step by step, on this page.',
            )}
          </p>
        </div>
        <button type="button" class="primary" hx-get="/admin/connections/pair" hx-target="#dialog" hx-swap="innerHTML">
          {say('Connect a Magento…')}
        </button>
      </div>
    </section>
  ) : null
