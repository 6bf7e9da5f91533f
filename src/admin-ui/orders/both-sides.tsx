import type { FC } from 'hono/jsx'
import { type Amount, isZero } from '../../domain/amount.ts'
import type { BothSides } from '../../flows/view/compare-lines.ts'
import type { OrderPage } from '../../flows/view/read-order.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Icon } from '../shell/state.tsx'
import { Money, moneyText, quantityText } from '../shell/words.tsx'

/** Each line as Magento and the ERP have it; what differs is marked where it differs. */
export const Lines: FC<{ readonly order: OrderPage; readonly locale: string }> = ({ order, locale }) => (
  <table class="table compact">
    <thead>
      <tr>
        <th scope="col">{say('Line')}</th>
        <th scope="col" class="number">
          {say('Ordered')}
        </th>
        <th scope="col" class="number">
          {say('In ERP')}
        </th>
        <th scope="col" class="number">
          {say('Shipped')}
        </th>
        <th scope="col" class="number">
          {say('Invoiced')}
        </th>
        <th scope="col" class="number">
          {say('Refunded')}
        </th>
        <th scope="col" class="number">
          {say('Gross')}
        </th>
      </tr>
    </thead>
    <tbody>
      {order.lines.map(line => (
        <tr>
          <th scope="row" class="breaks">
            {line.name}
            <span class="under code">{line.sku}</span>
          </th>
          <td class="number">
            {quantityText(locale, line.ordered)}
            {isZero(line.canceled) ? null : (
              <span class="under">
                {say('{quantity} cancelled', { quantity: quantityText(locale, line.canceled) })}
              </span>
            )}
          </td>
          <Quantity value={line.inErp} locale={locale} />
          <Sides sides={line.shipped} locale={locale} />
          <Sides sides={line.invoiced} locale={locale} />
          <Sides sides={line.refunded} locale={locale} />
          <td class="number">
            <Money locale={locale} value={line.gross} currency={order.currency} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Quantity: FC<{ readonly value: Amount; readonly locale: string }> = ({ value, locale }) => (
  <td class={isZero(value) ? 'number nothing' : 'number'}>{quantityText(locale, value)}</td>
)

const Sides: FC<{ readonly sides: BothSides; readonly locale: string }> = ({ sides, locale }) =>
  sides.differs ? (
    <td class="number differs">
      <Icon tone="person" /> {quantityText(locale, sides.erp)}
      <span class="under">Magento {quantityText(locale, sides.magento)}</span>
    </td>
  ) : (
    <Quantity value={sides.erp} locale={locale} />
  )

/** Lines + shipping + fees = total, and what the ERP came to. */
export const MoneyTable: FC<{ readonly order: OrderPage; readonly locale: string }> = ({ order, locale }) => {
  const { money, currency } = order
  if (!money) return null
  return (
    <table class="table compact sums">
      <tbody>
        {money.parts.map(part => (
          <tr>
            <th scope="row">{told(part.label)}</th>
            <td class="number">
              <Money locale={locale} value={part.gross} currency={currency} />
            </td>
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{say('Total in Magento')}</th>
          <td class="number">
            <Money locale={locale} value={money.total} currency={currency} />
          </td>
        </tr>
        {money.erp.map(erp => (
          <tr>
            <th scope="row">{say('Total in {system}', { system: erp.name })}</th>
            <td class={erp.differs ? 'number differs' : 'number'}>
              {erp.differs ? <Icon tone="person" /> : null}{' '}
              <Money locale={locale} value={erp.total} currency={currency} />
              {erp.differs ? (
                <span class="under">{difference(locale, erp.difference, currency)}</span>
              ) : (
                <span class="under">{say('to the cent the same')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const difference = (locale: string, value: Amount, currency: string): string =>
  value.startsWith('-')
    ? say('{money} less than Magento', { money: moneyText(locale, value, currency) })
    : say('{money} more than Magento', { money: moneyText(locale, value, currency) })
