import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { promoteVersion, type SecretsToPromote, secretsToPromote } from '../../flows/version/promote-version.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { fieldsBelow, readFields, readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminEnv, Refusal } from '../viewer.ts'
import { versionNumber } from './editor-routes.tsx'
import { ownConnection } from './own-connection.ts'
import { SecretFields } from './secret-fields.tsx'

const promoteForm = z.object({
  version: versionNumber,
  reason: z.string().trim().min(1, 'Say why.').max(300),
})

/** A version becomes the active one, also one that was it before. */
export const promoteRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const { code, name, store } = await ownConnection(c)
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'configure', store)
    const version = versionNumber.safeParse(c.req.query('version')).data
    if (version === undefined) throw new Refusal(404, say('There is no such version.'))
    const needed = await secretsToPromote(ctx, { connection: code, version })
    return c.html(
      <Dialog
        title={say('Make version {version} of {name} the active one', { version, name })}
        action={`/admin/connections/${code}/settings/promote`}
        submit={say('Promote')}
      >
        <p>{say('Orders that are planned from now on use it. What is decided already is sent as it was decided.')}</p>
        <input type="hidden" name="version" value={version} />
        <Reason quick={[say('Compared on real orders'), say('Back to what worked')]} />
        <Anew needed={needed} />
      </Dialog>,
    )
  })
  .post('/', async c => {
    const { code } = await ownConnection(c, 'configure')
    const { ctx } = c.get('viewer')
    const secrets = fieldsBelow(await readFields(c), 'secrets.')
    return await answerAction(c, async () => {
      const form = await readForm(c, promoteForm)
      return (await promoteVersion(ctx, { connection: code, ...form, secrets })).message
    })
  })

/** Another server gets what is entered here, and nothing that is kept. */
const Anew: FC<{ readonly needed: SecretsToPromote }> = ({ needed: { servers, names, fields } }) =>
  names.length === 0 ? null : (
    <>
      <p>
        {say('It calls {servers}. What is kept is not sent there unseen: enter the credentials of that server.', {
          servers: servers.join(', '),
        })}
      </p>
      <SecretFields
        fields={fields}
        names={names.filter(name => !fields.some(({ of }) => of === name))}
        about={say('It is kept encrypted, and never shown again.')}
        required
      />
    </>
  )
