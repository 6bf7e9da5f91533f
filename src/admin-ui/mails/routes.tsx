import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { mistakesIn } from '../../documents/mail-placeholders.ts'
import { MAIL_KINDS, type MailKind } from '../../documents/shipped-mails.ts'
import { UserError } from '../../domain/errors.ts'
import { previewTemplate } from '../../flows/mail/preview-template.ts'
import { listTemplates, mailLanguages, readTemplate } from '../../flows/mail/read-templates.ts'
import { saveTemplate } from '../../flows/mail/save-template.ts'
import { sendTestMail } from '../../flows/mail/send-test-mail.ts'
import { hasRole, requireRole } from '../../flows/require-role.ts'
import type { StoreName } from '../../flows/view/list-stores.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminContext, type AdminEnv, queryText, Refusal, type Viewer } from '../viewer.ts'
import { Editor } from './editor.tsx'
import { Mails } from './list.tsx'
import { explain, languageName, mailName, placeOf } from './names.ts'
import { Preview } from './preview.tsx'
import { Versions } from './versions.tsx'

const words = { subject: z.string().max(1_000), body: z.string().max(20_000) }
const wordsForm = z.object(words)
const seen = z.coerce.number().int().min(0)
const saveForm = z.object({ ...words, seen, reason: z.string().trim().min(1, 'Say why it is changed.').max(300) })
const backForm = z.object({ seen, reason: z.string().trim().min(1, 'Say why it is changed.').max(300) })
const testForm = z.object({ ...words, recipient: z.string().trim().min(3, 'Say to whom it shall go.').max(254) })

const MAIL = '/:store{[a-z0-9-]+}/:kind{[a-z_]+}/:language{[a-z]{2,3}}'

/** What the mails of a store say: to see, to change, to try. */
export const mailRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const asked = queryText(c, 'store')
    const store = asked ? findStore(viewer, asked) : viewer.stores[0]
    const listed = store && (await listTemplates(viewer.ctx, store.code))
    return renderPage(
      c,
      { title: say('Mail texts'), place: 'documents' },
      <>
        <div class="head">
          <h1>{say('Mail texts')}</h1>
          <a class="button" href="/admin/documents">
            {say('Documents')}
          </a>
        </div>
        {viewer.stores.length > 1 ? <Stores stores={viewer.stores} chosen={store?.code} /> : null}
        {listed && store ? <Mails store={store.code} listed={listed} /> : null}
      </>,
    )
  })
  .get(MAIL, async c => {
    const { ctx, ...mail } = await askedMail(c, 'view')
    const template = await readTemplate(ctx, mail)
    const asked = template.versions.find(({ version }) => String(version) === c.req.query('version'))
    const shown = asked ? (asked.words ?? template.shipped) : template.words
    const preview = await previewTemplate(ctx, { ...mail, words: shown })
    return renderPage(
      c,
      { title: mailName(mail.kind), place: 'documents' },
      <>
        <div class="head">
          <h1>
            {mailName(mail.kind)} · {languageName(mail.language)}
          </h1>
          <a class="button" href={`/admin/mails?store=${mail.store}`}>
            {say('Mail texts')}
          </a>
        </div>
        {asked && asked.version !== template.version ? (
          <p class="differs">
            {say('These are the words of version {version}; they do not go out now.', {
              version: String(asked.version),
            })}
          </p>
        ) : null}
        <Editor
          address={addressOf(mail)}
          template={template}
          shown={shown}
          preview={preview}
          mayConfigure={hasRole(ctx, 'configure', mail.store)}
        />
        <Versions address={addressOf(mail)} template={template} />
      </>,
    )
  })
  .post(`${MAIL}/preview`, async c => {
    const { ctx, ...mail } = await askedMail(c, 'view')
    const preview = await previewTemplate(ctx, { ...mail, words: await readForm(c, wordsForm) })
    return c.html(<Preview preview={preview} />)
  })
  .post(`${MAIL}/save`, async c => {
    const { ctx, ...mail } = await askedMail(c, 'configure')
    return answerAction(c, async () => {
      const { seen, reason, ...written } = await readForm(c, saveForm)
      refuseMistakes(written, mail.language)
      return saved(await saveTemplate(ctx, { ...mail, words: written, seen, reason }))
    })
  })
  .get(`${MAIL}/shipped`, async c => {
    const { ctx, ...mail } = await askedMail(c, 'configure')
    const { version } = await readTemplate(ctx, mail)
    return c.html(
      <Dialog
        title={say('Back to the shipped words')}
        action={`${addressOf(mail)}/shipped`}
        submit={say('Use the shipped words')}
      >
        <p>{say('Mails decided from now on say what Orderbridge ships. Your words stay among the versions.')}</p>
        <input type="hidden" name="seen" value={version} />
        <Reason quick={[say('The shipped words are better'), say('Our words were wrong')]} />
      </Dialog>,
    )
  })
  .post(`${MAIL}/shipped`, async c => {
    const { ctx, ...mail } = await askedMail(c, 'configure')
    return answerAction(c, async () => saved(await saveTemplate(ctx, { ...mail, ...(await readForm(c, backForm)) })))
  })
  .post(`${MAIL}/test`, async c => {
    const { ctx, ...mail } = await askedMail(c, 'configure')
    const answer = await answerAction(c, async () => {
      const { recipient, ...written } = await readForm(c, testForm)
      refuseMistakes(written, mail.language)
      const sent = await sendTestMail(ctx, { ...mail, words: written, recipient })
      return say('The mail server took the test for {recipient}: {answer}', sent)
    })
    answer.headers.delete('HX-Trigger') // the page would fetch itself, and words that are not saved would be gone
    return answer
  })

const saved = ({ version, changed }: Awaited<ReturnType<typeof saveTemplate>>): string =>
  changed
    ? say('Saved as version {version}. Mails decided from now on read so.', { version: String(version) })
    : say('Nothing changed: these are the words that go out already.')

/** The mail that the address names, among those of the viewer's stores. */
async function askedMail(c: AdminContext, role: 'view' | 'configure') {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, role)
  const store = findStore(viewer, c.req.param('store') ?? '').code
  const kind = MAIL_KINDS.find(known => known === c.req.param('kind'))
  const language = c.req.param('language') ?? ''
  const known = await mailLanguages(viewer.ctx, store)
  if (!kind || !known.some(spoken => spoken.language === language))
    throw new Refusal(404, say('There is no such mail in this store.'))
  return { ctx: viewer.ctx, store, kind, language }
}

const addressOf = (mail: { readonly store: string; readonly kind: MailKind; readonly language: string }): string =>
  `/admin/mails/${mail.store}/${mail.kind}/${mail.language}`

function findStore({ stores }: Viewer, code: string): StoreName {
  const store = stores.find(known => known.code === code)
  if (store) return store
  throw new Refusal(404, say('There is no such store among yours.'))
}

/** Said in the viewer's language; the flow would refuse them all the same. */
function refuseMistakes(written: z.infer<typeof wordsForm>, language: string): void {
  const [mistake] = mistakesIn({ subject: written.subject.trim(), body: written.body.trim() }, language)
  if (mistake) throw new UserError(`${placeOf(mistake)}: ${explain(mistake)}`)
}

const Stores: FC<{ readonly stores: readonly StoreName[]; readonly chosen: string | undefined }> = ({
  stores,
  chosen,
}) => (
  <div class="views">
    <nav aria-label={say('Stores')}>
      <ul>
        {stores.map(({ code, name }) => (
          <li>
            <a href={`/admin/mails?store=${code}`} {...(code === chosen && { 'aria-current': 'page' })}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </div>
)
