import type { FC } from 'hono/jsx'
import { MAIL_KINDS } from '../../documents/shipped-mails.ts'
import type { listTemplates, TemplateState } from '../../flows/mail/read-templates.ts'
import { Say, say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'
import { languageName, mailMoment, mailName } from './names.ts'

interface MailsProps {
  readonly store: string
  readonly listed: Awaited<ReturnType<typeof listTemplates>>
}

/** Every mail with the languages in which the store's customers read it. */
export const Mails: FC<MailsProps> = ({ store, listed: { languages, templates } }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('Mail')}</th>
        {languages.map(({ language, views, shipped }) => (
          <th scope="col">
            {languageName(language)}
            <span class="under">{[...views, ...(shipped ? [] : [say('English until you write it')])].join(', ')}</span>
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {MAIL_KINDS.map(kind => (
        <tr>
          <th scope="row">
            {mailName(kind)}
            <span class="under">{mailMoment(kind)}</span>
          </th>
          {languages.map(({ language }) => (
            <Cell
              store={store}
              template={templates.find(state => state.kind === kind && state.language === language)}
            />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const Cell: FC<{ readonly store: string; readonly template: TemplateState | undefined }> = ({ store, template }) => {
  if (!template) return <td />
  const [newest] = template.versions
  return (
    <td>
      <a href={`/admin/mails/${store}/${template.kind}/${template.language}`}>
        {template.changed ? <strong>{say('Your words')}</strong> : say('As shipped')}
        <span class="unseen">
          {' '}
          {mailName(template.kind)}, {languageName(template.language)}
        </span>
      </a>
      {newest ? (
        <span class="under">
          <Say
            text="version {version}, {author}, {when}"
            version={String(newest.version)}
            author={newest.author}
            when={<Moment at={newest.createdAt} />}
          />
        </span>
      ) : null}
    </td>
  )
}
