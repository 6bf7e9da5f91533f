import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { requireRole } from '../../flows/require-role.ts'
import { goBack, previewWayBack } from '../../flows/settings/go-back.ts'
import { readTwoVersions } from '../../flows/settings/list-versions.ts'
import { VersionsDiffer } from '../connections/differences.tsx'
import { versionNumber } from '../connections/editor-routes.tsx'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { addressOf, placeOf } from './place.ts'
import { WhatChanges } from './versions.tsx'

const backForm = z.object({
  version: versionNumber,
  base: z.coerce.number().int().min(1),
  reason: z.string().trim().min(1, 'Say why.').max(300),
})

/** Versions of a store's settings and of policies: what differs, and the way back. */
export const versionRoutes = new Hono<AdminEnv>()
  .get('/:of/:code/diff', async c => {
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'view')
    const { place } = await placeOf(c)
    const { from, to } = await readTwoVersions(ctx, place, versionOf(c))
    return c.html(<VersionsDiffer active={to} other={from} />)
  })
  .get('/:of/:code/back', async c => {
    const { ctx } = c.get('viewer')
    const { place, own } = await placeOf(c)
    const version = versionOf(c)
    const preview = await previewWayBack(ctx, { ...place, version })
    if (preview.lines.length === 0) throw new UserError(say('Nothing is different from what is active already.'))
    return c.html(
      <Dialog
        title={say('Go back to version {version} of {name}', { version, name: own.name })}
        action={`${addressOf(c)}/back`}
        submit={say('Go back')}
      >
        <WhatChanges preview={preview} />
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="base" value={preview.base} />
        <Reason quick={[say('Back to what worked'), say('As agreed with the shop'), say('It was wrong')]} />
      </Dialog>,
    )
  })
  .post('/:of/:code/back', async c => {
    const { place, own } = await placeOf(c, 'configure')
    return answerAction(c, async () => {
      const form = await readForm(c, backForm)
      const { version } = await goBack(c.get('viewer').ctx, { ...place, ...form })
      return say('{name} is as in version {back} again; this is version {version}.', {
        name: own.name,
        back: form.version,
        version,
      })
    })
  })

function versionOf(c: AdminContext): number {
  const version = versionNumber.safeParse(c.req.query('version')).data
  if (version === undefined) throw new Refusal(404, 'There is no such version.')
  return version
}
