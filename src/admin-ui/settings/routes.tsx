import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { requireRole } from '../../flows/require-role.ts'
import { readCatalogOffers } from '../../flows/settings/catalog-offers.ts'
import { changeSettings, previewSettings } from '../../flows/settings/change-settings.ts'
import type { SettingsOf } from '../../flows/settings/editable.ts'
import { listPolicyVersions } from '../../flows/settings/list-versions.ts'
import { ONLY_IN_FILE } from '../../flows/settings/only-in-file.ts'
import { readSettings, type SettingsPlace } from '../../flows/settings/read-settings.ts'
import { SettingsMistakes } from '../../flows/settings/settings-mistakes.ts'
import { tryCatalogChange } from '../../flows/settings/try-catalog.ts'
import type { ConnectionRow } from '../../flows/view/list-connections.ts'
import { Differences } from '../catalogue/diff.tsx'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readChange } from '../shell/read-change.ts'
import { readFields, readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminContext, type AdminEnv, may, Refusal } from '../viewer.ts'
import { CatalogueFields, hasCatalogue } from './catalogue-fields.tsx'
import type { RefusedForm } from './field.tsx'
import { formId, SettingsForm } from './form.tsx'
import { Kept } from './kept.tsx'
import { addressOf, placeOf } from './place.ts'
import { changeSchema, readSettingsForm } from './read-settings-form.ts'
import { versionRoutes } from './version-routes.tsx'
import { PolicyVersions, WhatChanges } from './versions.tsx'
import { WHY_ONLY_IN_FILE } from './words.ts'

const tryForm = z.object({ change: z.string() })
const saveForm = z.object({ change: z.string(), reason: z.string().trim().min(1, 'Say why.').max(300) })

/** What can be set per store and per connection without a file: the same rules, the same audit. */
export const settingsPageRoutes = new Hono<AdminEnv>()
  .route('/', versionRoutes)
  .get('/:of/:code', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const { place, own, others } = await placeOf(c)
    const page = await readSettings(viewer.ctx, place)
    const title =
      place.of === 'store'
        ? say('Settings of {name}', { name: own.name })
        : say('Rules for orders and items: {name}', { name: own.name })
    return renderPage(
      c,
      { title, place: 'connections' },
      <>
        <div class="head">
          <div>
            <h1>{title}</h1>
            <p class="lead">
              {say(
                'They hold from the next order on. A configuration file that is applied later brings back what it says.',
              )}
            </p>
          </div>
          <Others rows={others} />
        </div>
        <SettingsForm page={page} address={addressOf(c)} viewer={viewer} />
        <div id="compared" aria-live="polite" hx-morph-skip="" />
        <PolicyVersions address={addressOf(c)} versions={await listPolicyVersions(viewer.ctx, place)} viewer={viewer} />
        {place.of === 'store' ? <Kept page={page} /> : null}
        <OnlyInFile of={place.of} />
      </>,
    )
  })
  .get('/:of/:code/catalogue', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const { place } = await placeOf(c)
    const page = await readSettings(viewer.ctx, place)
    if (!hasCatalogue(page)) throw new Refusal(404, say('This connection has no catalogue.'))
    const asked = await readCatalogOffers(viewer.ctx, place.code)
    return c.html(<CatalogueFields page={page} asked={asked} mayChange={may(viewer, 'configure')} />)
  })
  .post('/:of/:code/preview', async c => {
    const { place } = await placeOf(c, 'configure')
    const change = readSettingsForm(await readFields(c))
    const preview = await previewSettings(c.get('viewer').ctx, { ...place, ...change }).catch((error: unknown) => {
      if (error instanceof SettingsMistakes) return error
      throw error
    })
    if (preview instanceof SettingsMistakes)
      return refuse(c, place, { fields: change.fields, mistakes: preview.mistakes })
    if (preview.lines.length === 0) throw new UserError(say('Nothing is different from what is active already.'))
    return c.html(
      <Dialog title={say('What changes')} action={`${addressOf(c)}/save`} submit={say('Make it active')}>
        <WhatChanges preview={preview} />
        <input type="hidden" name="change" value={JSON.stringify(change)} />
        {preview.bringsCatalog ? <TryCatalogue address={addressOf(c)} change={JSON.stringify(change)} /> : null}
        <Reason quick={[say('As agreed with the shop'), say('To try it'), say('It was wrong')]} />
      </Dialog>,
    )
  })
  .post('/:of/:code/try', async c => {
    const { place } = await placeOf(c, 'configure')
    const { change } = await readForm(c, tryForm)
    const diff = await tryCatalogChange(c.get('viewer').ctx, { ...place, ...readChange(changeSchema, change) })
    return c.html(<Differences diff={diff} />)
  })
  .post('/:of/:code/save', async c => {
    const { place, own } = await placeOf(c, 'configure')
    return answerAction(c, async () => {
      const form = await readForm(c, saveForm)
      await changeSettings(c.get('viewer').ctx, {
        ...place,
        ...readChange(changeSchema, form.change),
        reason: form.reason,
      })
      return say('The settings of {name} are changed. They hold within a second.', { name: own.name })
    })
  })

/** The form again, as it was filled in, with what is wrong at its fields. */
async function refuse(c: AdminContext, place: SettingsPlace, refused: RefusedForm): Promise<Response> {
  const viewer = c.get('viewer')
  const page = await readSettings(viewer.ctx, place)
  // What somebody chose stays as it was shown: the lists with it.
  const asked = hasCatalogue(page) ? await readCatalogOffers(viewer.ctx, place.code) : undefined
  c.header('HX-Retarget', `#${formId(page)}`)
  c.header('HX-Reswap', 'outerHTML')
  return c.html(
    <SettingsForm page={page} address={addressOf(c)} viewer={viewer} refused={refused} {...(asked && { asked })} />,
    422,
  )
}

/** Prices and stock of the whole shop change at once: what would be written can be seen first. */
const TryCatalogue: FC<{ readonly address: string; readonly change: string }> = ({ address, change }) => (
  <>
    <div class="actions">
      <button
        type="button"
        hx-post={`${address}/try`}
        hx-vals={JSON.stringify({ change })}
        hx-target="#tried"
        hx-swap="innerHTML"
        hx-disable="this"
      >
        {say('Dry run with these settings')}
      </button>
    </div>
    <div id="tried" aria-live="polite" />
  </>
)

const Others: FC<{ readonly rows: readonly ConnectionRow[] }> = ({ rows }) => (
  <div class="actions">
    {rows.map(({ kind, code, name }) => (
      <a class="button" href={`/admin/settings/${kind}/${code}`}>
        {name}
      </a>
    ))}
  </div>
)

/** What people look for here in vain, and why. */
const OnlyInFile: FC<{ readonly of: SettingsOf }> = ({ of }) => (
  <details class="card">
    <summary>{say('Only in the configuration file')}</summary>
    <dl class="facts">
      {Object.entries(ONLY_IN_FILE[of]).map(([place, why]) => (
        <>
          <dt>{place}</dt>
          <dd>{say(WHY_ONLY_IN_FILE[why])}</dd>
        </>
      ))}
    </dl>
  </details>
)
