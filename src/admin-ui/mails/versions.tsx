import type { FC } from 'hono/jsx'
import type { TemplateState } from '../../flows/mail/read-templates.ts'
import { say } from '../language/say.tsx'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { Difference } from './diff.tsx'

interface VersionsProps {
  readonly address: string
  readonly template: TemplateState
}

/** What differs from the shipped words, and every version with who wrote it and why. */
export const Versions: FC<VersionsProps> = ({ address, template }) => (
  <>
    {template.changed ? (
      <section class="card">
        <h2>{say('What differs from the shipped words')}</h2>
        <Difference from={template.shipped} to={template.words} />
      </section>
    ) : null}
    {template.versions.length > 0 ? (
      <section class="card">
        <h2>{say('Versions')}</h2>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{say('Version')}</th>
              <th scope="col">{say('Subject')}</th>
              <th scope="col">{say('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {template.versions.map(({ version, words, author, reason, createdAt }) => (
              <tr>
                <th scope="row">
                  <a href={`${address}?version=${version}`}>{version}</a>{' '}
                  {version === template.version ? <State tone="done" word={say('Goes out')} /> : null}
                  <span class="under">
                    <Moment at={createdAt} />
                  </span>
                </th>
                <td class="breaks">{words ? words.subject : say('The shipped words')}</td>
                <td class="breaks">
                  {reason}
                  <span class="under">{author}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="under">{say('Open a version to see its words; save them to go back to it.')}</p>
      </section>
    ) : null}
  </>
)
