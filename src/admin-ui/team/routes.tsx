import { Hono } from 'hono'
import { z } from 'zod'
import { requireRole } from '../../flows/require-role.ts'
import { endLink } from '../../flows/team/end-link.ts'
import { requireGrant } from '../../flows/team/require-grant.ts'
import { listLiveLinks, listPeople, type TeamScope } from '../../flows/view/list-team.ts'
import { say } from '../language/say.tsx'
import { createLoginLink } from '../session/login-link.ts'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readFields, readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, may, Refusal, type Viewer } from '../viewer.ts'
import { LinkDialog, MadeLink, SECONDS } from './link-dialog.tsx'
import { LiveLinks, People } from './list.tsx'

const form = z.object({
  name: z.string().trim().min(1, 'Say who it is for.').max(80),
  seconds: z.enum(SECONDS).transform(Number),
})

/** Who uses the page, with which rights, and the login links that open it. */
export const teamRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const scope = scopeOf(viewer)
    const [people, links] = await Promise.all([listPeople(viewer.ctx, scope), listLiveLinks(viewer.ctx, scope)])
    return renderPage(
      c,
      { title: say('Team'), place: 'team' },
      <>
        <div class="head">
          <div>
            <h1>{say('Team')}</h1>
            <p class="under">
              {say(
                'Users of Magento get their rights there, under System › User Roles; everybody else by a login link.',
              )}
            </p>
          </div>
          {may(viewer, 'configure') ? (
            <button type="button" hx-get="/admin/team/links" hx-target="#dialog" hx-swap="innerHTML">
              {say('Make a login link…')}
            </button>
          ) : null}
        </div>
        <section class="card">
          <h2>{say('Login links that open something')}</h2>
          {links.length > 0 ? (
            <LiveLinks links={links} viewer={viewer} />
          ) : (
            <p>{say('No link is waiting to be opened, and nobody is signed in by one.')}</p>
          )}
        </section>
        <section class="card">
          <h2>{say('Who has used the page')}</h2>
          <People people={people} viewer={viewer} />
        </section>
      </>,
    )
  })
  .get('/links', c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'configure')
    return c.html(<LinkDialog viewer={viewer} />)
  })
  .post('/links', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'configure')
    const { name, seconds } = await readForm(c, form)
    const fields = await readFields(c)
    const roles = viewer.roles.filter(role => fields[`may-${role}`] === 'yes')
    const chosen = codesOf(viewer).filter(code => fields[`store-${code}`] === 'yes')
    const stores = fields.all === 'yes' ? undefined : chosen
    requireGrant(viewer.ctx, { roles, stores })
    const { publicUrl } = c.get('options')
    const link = await createLoginLink(viewer.ctx, {
      ...{ publicUrl, name, roles, ttlSeconds: seconds },
      ...(stores && { stores }),
    })
    c.header('HX-Trigger', 'refresh')
    const until = new Date(viewer.ctx.clock.now().getTime() + seconds * 1_000)
    c.header('HX-Retarget', '#dialog')
    c.header('HX-Reswap', 'innerHTML')
    return c.html(<MadeLink name={name} link={link} until={until} />)
  })
  .get('/links/:jti/end', async c => {
    const { jti, name } = await liveLink(c)
    return c.html(
      <Dialog
        title={say('End the login link of {name}', { name })}
        action={`/admin/team/links/${jti}/end`}
        submit={say('End it')}
      >
        <p>{say('It opens nothing any more, and whoever is signed in by it is signed out with their next click.')}</p>
      </Dialog>,
    )
  })
  .post('/links/:jti/end', async c => {
    const { jti } = await liveLink(c)
    return answerAction(c, async () => {
      const { name } = await endLink(c.get('viewer').ctx, { jti })
      return say('The login link of {name} is ended.', { name })
    })
  })

const scopeOf = (viewer: Viewer): TeamScope => {
  const { actor } = viewer.ctx
  return { stores: codesOf(viewer), ofAll: actor.kind === 'admin_user' && actor.stores === undefined }
}

/** The live link of the address, when the viewer may see it. */
async function liveLink(c: AdminContext) {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, 'configure')
  const links = await listLiveLinks(viewer.ctx, scopeOf(viewer))
  const found = links.find(({ jti }) => jti === c.req.param('jti'))
  if (!found) throw new Refusal(404, say('There is no such login link any more.'))
  return found
}
