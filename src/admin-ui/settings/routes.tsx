import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { requireRole } from '../../flows/require-role.ts'
import { changeSettings, previewSettings } from '../../flows/settings/change-settings.ts'
import type { SettingsOf } from '../../flows/settings/editable.ts'
import { listPolicyVersions } from '../../flows/settings/list-versions.ts'
import { ONLY_IN_FILE } from '../../flows/settings/only-in-file.ts'
import { readSettings, type SettingsPage, type SettingsPlace } from '../../flows/settings/read-settings.ts'
import { SettingsMistakes } from '../../flows/settings/settings-mistakes.ts'
import type { ConnectionRow } from '../../flows/view/list-connections.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readChange } from '../shell/read-change.ts'
import { readFields, readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import type { AdminContext, AdminEnv } from '../viewer.ts'
import { formId, type RefusedForm, SettingsForm } from './form.tsx'
import { addressOf, placeOf } from './place.ts'
import { changeSchema, readSettingsForm } from './read-settings-form.ts'
import { versionRoutes } from './version-routes.tsx'
import { PolicyVersions, WhatChanges } from './versions.tsx'
import { WHY_ONLY_IN_FILE } from './words.ts'

const saveForm = z.object({ change: z.string(), reason: z.string().trim().min(1, 'Say why.').max(300) })

/** What can be set per store and per connection without a file: the same rules, the same audit. */
export const settingsPageRoutes = new Hono<AdminEnv>()
  .route('/', versionRoutes)
  .get('/:of/:code', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const { place, own, others } = await placeOf(c)
    const page = await readSettings(viewer.ctx, place)
    const title = say('Settings of {name}', { name: own.name })
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
  .post('/:of/:code/preview', async c => {
    const { place } = await placeOf(c)
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
        <Reason quick={[say('As agreed with the shop'), say('To try it'), say('It was wrong')]} />
      </Dialog>,
    )
  })
  .post('/:of/:code/save', async c => {
    const { place, own } = await placeOf(c)
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
  c.header('HX-Retarget', `#${formId(page)}`)
  c.header('HX-Reswap', 'outerHTML')
  return c.html(<SettingsForm page={page} address={addressOf(c)} viewer={viewer} refused={refused} />, 422)
}

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

/** Months are dropped for all stores at once, so they are not a store's to set. */
const Kept: FC<{ readonly page: SettingsPage }> = ({ page: { keep } }) => (
  <section class="card">
    <h2>{say('How long things are kept')}</h2>
    <dl class="facts">
      <dt>{say('Requests and answers')}</dt>
      <dd>
        {say('{months, plural, one {# month} other {# months}} besides this one', { months: keep.attemptsMonths })}
      </dd>
      <dt>{say('What was heard')}</dt>
      <dd>{say('{months, plural, one {# month} other {# months}} besides this one', { months: keep.inboxMonths })}</dd>
      <dt>{say('Audit')}</dt>
      <dd>
        {keep.auditMonths === undefined
          ? say('for ever')
          : say('{months, plural, one {# month} other {# months}} besides this one', { months: keep.auditMonths })}
      </dd>
    </dl>
    <p class="under">
      {say(
        'Of the whole installation, set where it runs: KEEP_ATTEMPTS_MONTHS, KEEP_INBOX_MONTHS, KEEP_AUDIT_MONTHS. Orders, documents and the ledger are kept for ever.',
      )}
    </p>
  </section>
)
