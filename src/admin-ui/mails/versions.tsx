import type { FC } from 'hono/jsx'
import type { MailTemplate } from '../../documents/shipped-mails.ts'
import type { TemplateState } from '../../flows/mail/read-templates.ts'
import { say } from '../language/say.tsx'
import { Diff } from '../shell/diff.tsx'
import { State } from '../shell/state.tsx'
import { MadeAt, WhatFor } from '../shell/versions.tsx'

const wholeOf = ({ subject, body }: MailTemplate): string => `${subject}\n\n${body}`

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
        <Diff
          label={say('What differs from the shipped words')}
          before={wholeOf(template.shipped)}
          after={wholeOf(template.words)}
        />
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
                  <MadeAt at={createdAt} />
                </th>
                <td class="breaks">{words ? words.subject : say('The shipped words')}</td>
                <WhatFor reason={reason} author={author} />
              </tr>
            ))}
          </tbody>
        </table>
        <p class="under">{say('Open a version to see its words; save them to go back to it.')}</p>
      </section>
    ) : null}
  </>
)
