import type { FC } from 'hono/jsx'
import type { CatalogOffers } from '../../flows/settings/catalog-offers.ts'
import type { SettingsPage } from '../../flows/settings/read-settings.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Group, type RefusedForm } from './field.tsx'
import { groupsOf } from './groups.ts'
import { OfferLists } from './rows.tsx'

/** An ERP that tells no items has no fields; one whose policy asks for them all the same has, to take it out. */
export const hasCatalogue = ({ catalog, values }: SettingsPage): boolean =>
  catalog !== undefined && (catalog.isThere || values['catalog.sync'] !== '')

/** Of another revision another element, as the form. */
const fieldsId = ({ revision }: SettingsPage): string => `catalogue-${revision}`

/** The form is there at once: price lists and warehouses come when the ERP has answered. */
export const CatalogueToCome: FC<{ readonly page: SettingsPage; readonly address: string }> = ({ page, address }) => {
  if (page.catalog === undefined) return null
  if (!hasCatalogue(page))
    return (
      <section class="card">
        <h2>{say('Catalogue')}</h2>
        <p>
          {say(
            '{erp} does not tell its items, prices and stock as this connection is set up: nothing of them can be brought to Magento.',
            { erp: page.catalog.label },
          )}
        </p>
      </section>
    )
  return (
    <div id={fieldsId(page)} hx-morph-skip="" hx-get={`${address}/catalogue`} hx-trigger="load" hx-swap="outerHTML">
      <section class="card">
        <h2>{say('Catalogue')}</h2>
        <p role="status">{say('{erp} and Magento are asked what there is to choose from…', { erp: page.name })}</p>
      </section>
    </div>
  )
}

interface CatalogueProps {
  readonly page: SettingsPage
  readonly asked: CatalogOffers
  readonly mayChange: boolean
  readonly refused?: RefusedForm
}

/** What of the ERP's items, prices and stock goes to Magento, and where to. */
export const CatalogueFields: FC<CatalogueProps> = ({ page, asked, mayChange, refused }) => (
  <div id={fieldsId(page)} class="stack" hx-morph-skip="">
    {asked.silent.map(({ name, failure }) => (
      <p class="under">
        {say('{name} could not be asked for its codes ({failure}). Type them.', { name, failure: told(failure) })}
      </p>
    ))}
    {groupsOf(page.of)
      .filter(({ isCatalogue }) => isCatalogue)
      .map(group => (
        <Group
          group={group}
          values={page.values}
          refused={refused}
          keep={page.keep}
          offers={{ ...asked.offers, ...page.offers }}
          mayChange={mayChange}
        />
      ))}
    <OfferLists offers={asked.offers} />
  </div>
)
