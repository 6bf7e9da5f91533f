import type { FC } from 'hono/jsx'
import { stringify } from 'yaml'
import type { SettingsVersion } from '../../flows/version/read-version.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { may, type Viewer } from '../viewer.ts'

interface EditorProps {
  readonly address: string
  readonly shown: SettingsVersion
  readonly viewer: Viewer
}

/** Settings to write in, an order to run through them, and what comes of it beside. */
export const Editor: FC<EditorProps> = ({ address, shown, viewer }) => (
  <form class="two" hx-target="#steps" hx-swap="innerHTML" hx-disable="find button">
    <section class="card">
      <div class="field">
        <label for="text">Settings, version {shown.version}</label>
        <textarea id="text" name="text" class="code" rows={26} spellcheck={false} {...readOnly(viewer)}>
          {stringify(shown.settings)}
        </textarea>
      </div>
      {may(viewer, 'configure') ? (
        <div class="field">
          <label for="reason">What these settings are for</label>
          <input id="reason" name="reason" type="text" maxlength={300} autocomplete="off" />
        </div>
      ) : null}
      {may(viewer, 'configure') ? (
        <button type="submit" hx-post={`${address}/save`} hx-target="#toasts">
          Keep as a draft
        </button>
      ) : (
        <p class="under">To change or try them, ask for the role “configure”.</p>
      )}
    </section>
    {may(viewer, 'configure') ? <Trial address={address} /> : null}
  </form>
)

const readOnly = (viewer: Viewer) => (may(viewer, 'configure') ? {} : { readonly: true })

const Trial: FC<{ readonly address: string }> = ({ address }) => (
  <section class="card">
    <div class="field">
      <label for="order">Order number, or an order as Magento’s REST gives it</label>
      <textarea id="order" name="order" class="code" rows={2} spellcheck={false} placeholder="000000123" />
    </div>
    <details>
      <summary>What the ERP is taken to answer</summary>
      <div class="field">
        <label for="status">Status</label>
        <input id="status" name="status" type="text" inputmode="numeric" value="200" maxlength={3} />
      </div>
      <div class="field">
        <label for="answer">Body</label>
        <textarea id="answer" name="answer" class="code" rows={5} spellcheck={false} />
      </div>
    </details>
    <button type="submit" class="primary" hx-post={`${address}/try`}>
      Try it
    </button>
    <p class="under">Nobody is called. The settings are tried as they stand here, saved or not.</p>
    <div id="steps" aria-live="polite" />
  </section>
)

interface VersionsProps {
  readonly address: string
  readonly versions: readonly SettingsVersion[]
  readonly viewer: Viewer
}

/** Every version with what can be done with it. */
export const Versions: FC<VersionsProps> = ({ address, versions, viewer }) => (
  <section class="card">
    <h2>Versions</h2>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">State</th>
          <th scope="col">What for</th>
          <th scope="col">
            <span class="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <Version address={address} version={version} viewer={viewer} />
        ))}
      </tbody>
    </table>
    <div id="compared" aria-live="polite" />
  </section>
)

const Version: FC<{ readonly address: string; readonly version: SettingsVersion; readonly viewer: Viewer }> = ({
  address,
  version: { version, active, activatedAt, tried, author, createdAt, reason },
  viewer,
}) => (
  <tr>
    <th scope="row">
      <a href={`${address}?version=${version}`}>{version}</a>
      <span class="under">
        <Moment at={createdAt} />
      </span>
    </th>
    <td>
      {active ? (
        <State tone="done" word="Active" />
      ) : activatedAt ? (
        <State tone="over" word="Was active" />
      ) : (
        <State tone="waiting" word="Draft" />
      )}
      {tried ? (
        <span class="under">
          {tried.different} of {tried.orders} orders differ from version {tried.against}
        </span>
      ) : null}
    </td>
    <td class="breaks">
      {reason}
      <span class="under">{author}</span>
    </td>
    <td class="number">
      {may(viewer, 'configure') && !active ? (
        <>
          <button
            type="button"
            class="small"
            hx-post={`${address}/compare`}
            hx-vals={JSON.stringify({ version })}
            hx-target="#compared"
            hx-swap="innerHTML"
            hx-disable="this"
          >
            Compare<span class="unseen"> version {version}</span>
          </button>{' '}
          <button
            type="button"
            class="small"
            hx-get={`${address}/promote?version=${version}`}
            hx-target="#dialog"
            hx-swap="innerHTML"
          >
            {activatedAt ? 'Go back to it…' : 'Promote…'}
            <span class="unseen"> version {version}</span>
          </button>
        </>
      ) : null}
    </td>
  </tr>
)
