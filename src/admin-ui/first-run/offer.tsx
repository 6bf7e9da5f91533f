import type { FC } from 'hono/jsx'
import type { listUnfinishedFirstRuns } from '../../flows/first-run/first-run.ts'
import { say } from '../language/say.tsx'

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
