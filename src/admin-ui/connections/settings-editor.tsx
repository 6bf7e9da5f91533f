import type { FC } from 'hono/jsx'
import type { SettingsVersion } from '../../flows/version/read-version.ts'
import { say } from '../language/say.tsx'
import { may, type Viewer } from '../viewer.ts'

/** How many of the last orders settings are compared on, when a person waits for it. */
export const COMPARED = 50

interface EditorProps {
  readonly address: string
  readonly shown: Pick<SettingsVersion, 'version'> & { readonly text: string }
  readonly viewer: Viewer
  /** Numbers of orders that can be tried, newest first. */
  readonly orders: readonly string[]
  /** Whether people write the steps of an order themselves. */
  readonly hasSteps: boolean
}

/** Three panes: what goes into a step, the settings, what comes out; below what the step said. */
export const SettingsEditor: FC<EditorProps> = props => (
  // What was written and tried stays when the page refreshes itself after an action.
  <form hx-morph-skip="" autocomplete="off">
    {may(props.viewer, 'configure') ? (
      <>
        <div class="panes">
          <InputPane {...props} />
          <TextPane {...props} />
          <section class="card pane-out">
            <h2>{say('Output')}</h2>
            <div id="trial-output">
              <p class="nothing">{say('Try an order: what comes out of each step appears here.')}</p>
            </div>
          </section>
        </div>
        <div id="trial-notes" aria-live="polite" />
      </>
    ) : (
      <TextPane {...props} />
    )}
  </form>
)

const InputPane: FC<EditorProps> = ({ address, orders: [newest, ...others], hasSteps }) => (
  <section class="card pane-in">
    <h2>{say('Input')}</h2>
    <div class="field">
      <label for="order">{say('Order number')}</label>
      <input id="order" name="order" type="text" value={newest ?? ''} list="orders" spellcheck={false} />
      <datalist id="orders">
        {(newest === undefined ? [] : [newest, ...others]).map(number => (
          <option value={number} />
        ))}
      </datalist>
    </div>
    <details>
      <summary>{say('Or an order as Magento’s REST gives it')}</summary>
      <textarea name="pasted" class="code" rows={6} spellcheck={false} aria-label={say('Order as JSON')} />
    </details>
    {hasSteps ? <Answers /> : null}
    <div class="actions">
      <button
        type="submit"
        class="primary"
        hx-post={`${address}/try`}
        hx-target="#trial-steps"
        hx-swap="innerHTML"
        hx-disable="this"
      >
        {say('Try it')}
      </button>
    </div>
    <p class="under">{say('Nobody is called. The settings are tried as they stand here, kept or not.')}</p>
    <div id="trial-steps" />
    <div id="trial-input" />
  </section>
)

const Answers: FC = () => (
  <details>
    <summary>{say('What the ERP is taken to answer')}</summary>
    <Answer name="found" title={say('to the look for the order')} hint={say('Empty: it is not there.')} />
    <Answer name="answer" title={say('to the new order')} hint={say('Empty: the trial ends with the request.')} />
  </details>
)

const Answer: FC<{ readonly name: string; readonly title: string; readonly hint: string }> = ({
  name,
  title,
  hint,
}) => (
  <fieldset class="answer">
    <legend>{title}</legend>
    <input
      name={`${name}Status`}
      type="text"
      inputmode="numeric"
      value="200"
      maxlength={3}
      aria-label={say('Status')}
    />
    <textarea name={name} class="code" rows={3} spellcheck={false} aria-label={say('Body')} placeholder={hint} />
  </fieldset>
)

const TextPane: FC<EditorProps> = ({ address, shown, viewer }) => {
  const label = say('Settings, version {version}', { version: shown.version })
  const mayChange = may(viewer, 'configure')
  return (
    <section class="card pane-text">
      <div class="pane-head">
        <h2>
          <label for="text">{label}</label>
        </h2>
        <div class="actions">
          {mayChange ? (
            <label class="button small file">
              {say('Open a file…')}
              <input type="file" accept=".yaml,.yml,.json" data-into-editor />
            </label>
          ) : null}
          <a
            class="button small"
            href={`${address}/export.yaml?version=${shown.version}`}
            hx-boost="false"
            data-download
          >
            {say('Download')}
          </a>
        </div>
      </div>
      <code-editor
        data-label={label}
        data-words={`${address}/words`}
        data-check={`${address}/check`}
        data-summary="mistakes"
        data-phrases={JSON.stringify(editorPhrases())}
      >
        <textarea
          id="text"
          name="text"
          class="code"
          rows={26}
          spellcheck={false}
          {...(!mayChange && { readonly: true })}
        >
          {shown.text}
        </textarea>
      </code-editor>
      {mayChange ? <Keep address={address} /> : null}
      {mayChange ? null : <p class="under">{say('To change or try them, ask for the role “configure”.')}</p>}
    </section>
  )
}

const Keep: FC<{ readonly address: string }> = ({ address }) => (
  <>
    <p id="mistakes" class="under" role="status" />
    <div class="field">
      <label for="reason">{say('What these settings are for')}</label>
      <input id="reason" name="reason" type="text" maxlength={300} />
    </div>
    <div class="actions">
      <button type="submit" hx-post={`${address}/save`} hx-target="#toasts" hx-swap="innerHTML" hx-disable="this">
        {say('Keep as a draft')}
      </button>
      <button
        type="submit"
        hx-post={`${address}/compare`}
        hx-target="#compared"
        hx-swap="innerHTML show:top"
        hx-disable="this"
      >
        {say('Compare on the last {n} orders', { n: COMPARED })}
      </button>
    </div>
  </>
)

/** What CodeMirror says by itself. */
export const editorPhrases = (): Readonly<Record<string, string>> => ({
  Find: say('Find'),
  Replace: say('Replace'),
  next: say('next'),
  previous: say('previous'),
  all: say('all'),
  'match case': say('match case'),
  regexp: say('as a pattern'),
  'by word': say('whole words'),
  replace: say('replace'),
  'replace all': say('replace all'),
  close: say('close'),
  Completions: say('Completions'),
  Diagnostics: say('Mistakes'),
  'No diagnostics': say('No mistakes'),
})

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'code-editor': Readonly<Record<`data-${string}`, string>> & { readonly children?: unknown }
    }
  }
}
