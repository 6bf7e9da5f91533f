import type { FC } from 'hono/jsx'
import type { CatalogOffers } from '../../flows/settings/catalog-offers.ts'
import type { SettingsPage } from '../../flows/settings/read-settings.ts'
import { say } from '../language/say.tsx'
import { may, type Viewer } from '../viewer.ts'
import { CatalogueFields, CatalogueToCome } from './catalogue-fields.tsx'
import { Group, type RefusedForm } from './field.tsx'
import { groupsOf } from './groups.ts'
import { Summary } from './mistakes.tsx'
import { OfferLists } from './rows.tsx'

interface FormProps {
  readonly page: SettingsPage
  readonly address: string
  readonly viewer: Viewer
  readonly refused?: RefusedForm
  /** Absent: the fields that need them ask for them once the page is there. */
  readonly asked?: CatalogOffers
}

/** Another revision is another form: what was filled in before does not stay in its fields when the page refreshes. */
export const formId = ({ revision }: Pick<SettingsPage, 'revision'>): string => `settings-${revision}`

/** The settings that people change without a file, in groups; each field says what it does and what holds without it. */
export const SettingsForm: FC<FormProps> = ({ page, address, viewer, refused, asked }) => {
  const mayChange = may(viewer, 'configure')
  const groups = groupsOf(page.of)
  const places = groups.flatMap(({ fields }) => fields.map(({ place }) => place))
  return (
    <form
      id={formId(page)}
      class="stack"
      hx-post={`${address}/preview`}
      hx-target="#dialog"
      hx-swap="innerHTML"
      hx-disable="find button.primary"
    >
      <input type="hidden" name="base" value={page.revision} />
      <Summary mistakes={refused?.mistakes ?? []} shown={places} />
      {groups
        .filter(({ isCatalogue }) => !isCatalogue)
        .map(group => (
          <Group
            group={group}
            values={page.values}
            refused={refused}
            offers={page.offers}
            keep={page.keep}
            mayChange={mayChange}
          />
        ))}
      <OfferLists offers={page.offers} />
      {asked ? (
        <CatalogueFields page={page} asked={asked} mayChange={mayChange} {...(refused && { refused })} />
      ) : (
        <CatalogueToCome page={page} address={address} />
      )}
      {mayChange ? (
        <div class="actions">
          <button type="submit" class="primary">
            {say('Show what changes…')}
          </button>
        </div>
      ) : (
        <p class="under">{say('To change it, ask for the role “configure”.')}</p>
      )}
    </form>
  )
}
