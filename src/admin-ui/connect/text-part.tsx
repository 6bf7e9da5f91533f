import type { FC } from 'hono/jsx'
import { editorPhrases } from '../connections/settings-editor.tsx'
import { say } from '../language/say.tsx'

/** The whole of the settings as text, where a kind has no form of its own. */
export const TextPart: FC<{ readonly address: string; readonly text: string; readonly isReady: boolean }> = ({
  address,
  text,
  isReady,
}) => (
  <section class="card stack">
    <h2>
      <label for="text">{say('How it is spoken with')}</label>
    </h2>
    <p>
      {isReady
        ? say(
            'It is written already. Put in what is yours where YOURS stands, and look at every CHECK with somebody who knows the ERP. It can be changed at any time.',
          )
        : say('A small text to begin with: put your address, paths and fields in. It can be changed at any time.')}
    </p>
    <code-editor
      data-label={say('How it is spoken with')}
      data-words={`${address}/words`}
      data-check={`${address}/check`}
      data-summary="mistakes"
      data-phrases={JSON.stringify(editorPhrases())}
    >
      <textarea id="text" name="text" class="code" rows={26} spellcheck={false}>
        {text}
      </textarea>
    </code-editor>
    <p id="mistakes" class="under" role="status" />
  </section>
)

/** Room for names that the text gets while it is written. */
const MORE_SECRETS = ['', '']

/** Secrets by the names that the text gives them. */
export const NamedSecrets: FC<{ readonly names: readonly string[] }> = ({ names }) => (
  <fieldset class="stack plain">
    <legend>
      {say('Secrets, by the names that the text gives them. They are kept encrypted, and never shown again.')}
    </legend>
    {[...names, ...MORE_SECRETS].map((name, index) => (
      <div class="settings">
        <div class="field">
          <label for={`secretName.${index}`}>{say('Name in the text')}</label>
          <input
            id={`secretName.${index}`}
            name={`secretName.${index}`}
            type="text"
            value={name}
            maxlength={40}
            autocomplete="off"
            spellcheck={false}
          />
        </div>
        <div class="field">
          <label for={`secretValue.${index}`}>{say('Secret')}</label>
          <input
            id={`secretValue.${index}`}
            name={`secretValue.${index}`}
            type="password"
            maxlength={4_000}
            autocomplete="new-password"
          />
        </div>
      </div>
    ))}
  </fieldset>
)
