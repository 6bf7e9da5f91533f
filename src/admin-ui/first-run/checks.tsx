import type { FC } from 'hono/jsx'
import { MAGENTO } from '../../flows/first-run/check-side.ts'
import type { Check, FirstRun } from '../../flows/first-run/first-run.ts'
import { canBeMade } from '../../flows/first-run/prepare-erp.ts'
import type { ConnectionRow } from '../../flows/view/list-connections.ts'
import { connectAddress } from '../connect/kinds.tsx'
import { Findings } from '../connections/list.tsx'
import { Say, say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

interface SideProps {
  readonly run: FirstRun
  readonly side: string
  readonly name: string
  readonly viewer: Viewer
}

/** One side: what it said when it was asked last. Who may act and has never asked is asked for them. */
const Side: FC<SideProps> = ({ run, side, name, viewer }) => {
  const check: Check | undefined = run.checks[side]
  const asks = {
    'hx-post': `/admin/first-run/${run.store}/check`,
    'hx-vals': JSON.stringify({ side }),
    'hx-target': '#toasts',
    'hx-swap': 'innerHTML',
  }
  const id = `side-${side.replace(/[^a-z0-9]+/g, '-')}`
  return (
    <section class="card stack" aria-labelledby={id}>
      <div class="head">
        <h2 id={id}>{name}</h2>
        {may(viewer, 'operate') ? (
          <button type="button" {...asks} hx-disable="this">
            {check ? say('Ask again') : say('Ask now')}
            <span class="unseen">: {name}</span>
          </button>
        ) : null}
      </div>
      {check ? (
        <>
          <Findings findings={check.findings.map(({ remedy, ...rest }) => ({ ...rest, ...(remedy && { remedy }) }))} />
          {check.findings.some(canBeMade) && may(viewer, 'configure') ? (
            <div class="actions">
              <button
                type="button"
                hx-get={`/admin/first-run/${run.store}/prepare?side=${side}`}
                hx-target="#dialog"
                hx-swap="innerHTML"
              >
                {say('Make what is missing there…')}
              </button>
            </div>
          ) : null}
          <p class="under">
            <Say text="Asked {when}." when={<Moment at={check.at} />} />
          </p>
        </>
      ) : may(viewer, 'operate') ? (
        <p role="status" {...asks} hx-trigger="load">
          {say('Asking {name} what it lets us do. This takes some seconds.', { name })}
        </p>
      ) : (
        <p>{say('Nobody has asked yet. It takes the right to act.')}</p>
      )}
    </section>
  )
}

export const MagentoStep: FC<{ readonly run: FirstRun; readonly viewer: Viewer }> = ({ run, viewer }) => (
  <>
    <p>
      {say(
        'Can Magento be reached, and may the integration do what is needed there? What is missing stands first, with what to do. Nothing is changed.',
      )}
    </p>
    <Side run={run} side={MAGENTO} name={say('Magento of {store}', { store: run.name })} viewer={viewer} />
  </>
)

interface ErpProps {
  readonly run: FirstRun
  readonly connections: readonly ConnectionRow[]
  readonly viewer: Viewer
}

export const ErpStep: FC<ErpProps> = ({ run, connections, viewer }) =>
  connections.length === 0 ? (
    <section class="card stack">
      <h2>{say('No ERP is connected yet')}</h2>
      <p>
        {say(
          'You need its address, and a user of its own for Orderbridge. It is tested before it is kept, and nothing is sent to it before somebody says so.',
        )}
      </p>
      {may(viewer, 'configure') ? (
        <div class="actions">
          <a class="button primary" href={connectAddress(run.store)}>
            {say('Connect an ERP')}
          </a>
        </div>
      ) : (
        <p>{say('To connect one, ask for the role “configure”.')}</p>
      )}
      <details>
        <summary>{say('Or by a configuration file')}</summary>
        <p>
          {say(
            'Describe it there with its address, its log-in and its codes, and apply the file where Orderbridge runs. The credentials of Magento need not stand there: they came with the pairing.',
          )}
        </p>
        <pre class="verbatim">
          {`stores:\n  - { code: ${run.store}, name: ${JSON.stringify(run.name)}, url: … }\nconnections:\n  - { code: erp, store: ${run.store}, kind: …, name: …, settings: { … }, secrets: { … } }`}
        </pre>
        <p class="code">orderbridge apply orderbridge.yaml</p>
        <p>{say('This page then goes on by itself.')}</p>
      </details>
    </section>
  ) : (
    <>
      <p>{say('Can the ERP be reached, and is it set up as the bridge needs it? Nothing is changed.')}</p>
      {connections.map(({ code, name }) => (
        <Side run={run} side={code} name={name} viewer={viewer} />
      ))}
    </>
  )
