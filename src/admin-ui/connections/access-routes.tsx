import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { type AccessForm, readAccess } from '../../flows/connect/access-of.ts'
import { changeAccess, tryAccess } from '../../flows/connect/change-access.ts'
import { removeConnection } from '../../flows/connect/remove-connection.ts'
import { requireRole } from '../../flows/require-role.ts'
import { Setting } from '../connect/form.tsx'
import { orMistakes } from '../connect/mistakes.tsx'
import { Say, say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { fieldsBelow, readFields, readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import type { AdminContext, AdminEnv } from '../viewer.ts'
import { Findings } from './list.tsx'
import { ownConnection } from './own-connection.ts'
import { SecretFields } from './secret-fields.tsx'
import { EXAMINED, TryButton } from './try-button.tsx'

/** Where an ERP is and who we are there: tested before it is kept, in the audit without its secrets. */
export const accessRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const { code, name, store } = await ownConnection(c)
    requireRole(c.get('viewer').ctx, 'configure', store)
    const form = await readAccess(c.get('viewer').ctx, code)
    const title = say('Address and credentials of {name}', { name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <>
        <div class="head">
          <div>
            <h1>{title}</h1>
            <p class="lead">{say('What is kept is never shown. A secret that is left empty stays as it is.')}</p>
          </div>
          <button type="button" hx-get={`/admin/connections/${code}/remove`} hx-target="#dialog" hx-swap="innerHTML">
            {say('Remove the connection…')}
          </button>
        </div>
        <Access code={code} form={form} />
      </>,
    )
  })
  .post('/test', async c => {
    const { ctx } = c.get('viewer')
    const change = await readChange(c)
    return await orMistakes(c, await readAccess(ctx, change.connection), async () =>
      c.html(<Findings findings={await tryAccess(ctx, change)} />),
    )
  })
  .post('/', async c => {
    const { ctx } = c.get('viewer')
    const { reason, ...change } = await readChange(c)
    return await orMistakes(c, await readAccess(ctx, change.connection), async () => {
      const { name } = await changeAccess(ctx, { ...change, reason })
      return thenList(
        await answerAction(c, async () =>
          say('Address and credentials of {name} are changed. They hold within a second.', { name }),
        ),
      )
    })
  })

/** Then another page: this one keeps what was typed into it when it refreshes itself, or has nothing to show any more. */
function thenList(answer: Response): Response {
  if (answer.status !== 200) return answer
  answer.headers.set('HX-Trigger', 'done')
  answer.headers.set('Orderbridge-Show', '/admin/connections')
  return answer
}

/** One that nothing was ever planned for; the flow says why for all others. */
export const removeRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const { code, name, store } = await ownConnection(c)
    requireRole(c.get('viewer').ctx, 'configure', store)
    return c.html(
      <Dialog
        title={say('Remove {name}', { name })}
        action={`/admin/connections/${code}/remove`}
        submit={say('Remove the connection')}
      >
        <p>
          {say(
            'Its address, its credentials and its settings with all their versions are gone then. A connection that has ever been used stays. A configuration file that names it makes it anew.',
          )}
        </p>
        <Reason quick={[say('It was a mistake'), say('It was for trying')]} />
      </Dialog>,
    )
  })
  .post('/', async c => {
    const { code } = await ownConnection(c, 'configure')
    const answer = await answerAction(c, async () => {
      const { reason } = await readForm(c, removeForm)
      const { name } = await removeConnection(c.get('viewer').ctx, { connection: code, reason })
      return say('{name} is removed.', { name })
    })
    return thenList(answer)
  })

const removeForm = z.object({ reason: z.string().trim().min(1, 'Say why.').max(300) })

async function readChange(c: AdminContext) {
  const { code, store } = await ownConnection(c)
  requireRole(c.get('viewer').ctx, 'configure', store)
  const fields = await readFields(c)
  return {
    connection: code,
    base: Number(fields.base) || 0,
    settings: fieldsBelow(fields, 'settings.'),
    secrets: fieldsBelow(fields, 'secrets.'),
    reason: typeof fields.reason === 'string' ? fields.reason : '',
  }
}

const Access: FC<{ readonly code: string; readonly form: AccessForm }> = ({ code, form }) => {
  const address = `/admin/connections/${code}/access`
  return (
    // Another revision is another form: no password stays in it.
    <form
      id={`access-${form.revision}`}
      class="stack"
      autocomplete="off"
      hx-post={address}
      hx-target={`#${EXAMINED}`}
      hx-swap="innerHTML"
    >
      <input type="hidden" name="base" value={form.revision} />
      <section class="card stack">
        <div class="settings">
          {form.settings.map(field => (
            <Setting field={field} part="settings" />
          ))}
          <SecretFields
            fields={form.secrets}
            names={form.secretNames}
            about={say('Empty: the one that is kept stays.')}
          />
        </div>
        {form.enteredBy === undefined ? null : (
          <p class="under">
            <Say text="The credentials were entered here by {who}." who={form.enteredBy} />
          </p>
        )}
        <p class="under">
          {say('A configuration file that has other credentials is then refused, until they are the same there.')}
        </p>
      </section>
      <section class="card stack">
        <Reason quick={[say('The password was changed'), say('The server has moved')]} />
        <div class="actions">
          <TryButton address={address} lenient />
          <button type="submit" class="primary" hx-disable="this">
            {say('Make it active')}
          </button>
        </div>
        <div id={EXAMINED} aria-live="polite" />
      </section>
    </form>
  )
}
