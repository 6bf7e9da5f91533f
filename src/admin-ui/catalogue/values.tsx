import type { FC } from 'hono/jsx'
import type { CatalogValue, MissingProduct } from '../../flows/view/list-catalog-values.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { State } from '../shell/state.tsx'
import { Moment } from '../shell/words.tsx'
import { valuesAddress } from './card.tsx'
import { kindText } from './words.ts'

/** Values of SKUs with what became of each. */
export const Values: FC<{ readonly values: readonly CatalogValue[] }> = ({ values }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('SKU')}</th>
        <th scope="col">{say('What')}</th>
        <th scope="col">{say('The ERP says')}</th>
        <th scope="col">{say('Magento took last')}</th>
        <th scope="col">{say('State')}</th>
        <th scope="col" class="wide">
          {say('Looked at')}
        </th>
      </tr>
    </thead>
    <tbody>
      {values.map(value => (
        <tr>
          <th scope="row" class="breaks">
            {value.sku}
          </th>
          <td>{kindText(value)}</td>
          <td class="breaks">{value.wanted}</td>
          <td class="breaks">{tookLast(value) ?? '–'}</td>
          <td class="breaks">
            <ValueState value={value} />
            {value.message ? <span class="under">{told(value.message)}</span> : null}
          </td>
          <td class="wide">
            <Moment at={value.updatedAt} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Of texts, and of stock that was refused later, we keep a mark of what was taken, and not the value. */
function tookLast({ code, taken, wanted, kind }: CatalogValue): string | undefined {
  if (!taken || kind === 'warehouse' || kind === 'product') return undefined
  if (code === null) return wanted
  return kind === 'stock' ? undefined : taken
}

const ValueState: FC<{ readonly value: CatalogValue }> = ({ value: { code, queued, taken, kind } }) => {
  if (queued) return <State tone="moving" word={say('In Magento’s queue')} />
  if (code === 'missing') return <State tone="over" word={say('Not in the shop')} />
  if (code !== null) return <State tone="person" word={say('Refused')} />
  if (kind === 'warehouse') return <State tone="over" word={say('Part of a stock')} />
  return taken ? <State tone="done" word={say('In Magento')} /> : <State tone="waiting" word={say('Not brought yet')} />
}

/** What the ERP has and the shop does not. */
export const MissingProducts: FC<{ readonly products: readonly MissingProduct[] }> = ({ products }) => (
  <table class="table">
    <thead>
      <tr>
        <th scope="col">{say('SKU')}</th>
        <th scope="col">{say('Name in the ERP')}</th>
        <th scope="col">{say('Why it is left out')}</th>
      </tr>
    </thead>
    <tbody>
      {products.map(({ connection, sku, name, message }) => (
        <tr>
          <th scope="row" class="breaks">
            <a href={valuesAddress(connection, { show: 'all', q: sku })}>{sku}</a>
          </th>
          <td class="breaks">{name}</td>
          <td class="breaks">{told(message)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
