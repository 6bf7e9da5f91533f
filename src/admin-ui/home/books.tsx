import type { FC } from 'hono/jsx'
import { isZero } from '../../domain/amount.ts'
import { CLASS_WORDS } from '../../flows/ledger/seal-content.ts'
import type { BooksToday } from '../../flows/view/read-books-today.ts'
import type { HomeStore } from '../../flows/view/read-home.ts'
import { dayAddress } from '../ledger/month.tsx'
import { Money, plural } from '../shell/words.tsx'

const ELSEWHERE = ['held', 'waiting', 'skipped', 'canceled', 'unexplained'] as const

/** Today's line of the store's ledger: what was placed is what the ERP has, what waits, and what differs. */
export const Books: FC<{ readonly store: HomeStore; readonly locale: string }> = ({ store, locale }) =>
  store.books.length === 0 ? null : (
    <div class="books">
      <a href={dayAddress({ store: store.store, day: store.today })}>Ledger today</a>
      <ul>
        {store.books.map(line => (
          <li>
            <Line line={line} locale={locale} />
          </li>
        ))}
      </ul>
    </div>
  )

const Line: FC<{ readonly line: BooksToday; readonly locale: string }> = ({ line, locale }) => {
  const { currency, orders, placed, classes, inErp, difference } = line
  const rest = ELSEWHERE.flatMap(name => (classes[name] ? [`${classes[name]} ${CLASS_WORDS[name]}`] : []))
  return (
    <>
      <Money locale={locale} value={placed} currency={currency} /> placed ({plural(orders, 'order')}) ·{' '}
      <Money locale={locale} value={inErp} currency={currency} /> in the ERP ({classes.in_erp ?? 0})
      {rest.length > 0 ? ` · ${rest.join(', ')}` : ''} ·{' '}
      {isZero(difference) ? (
        'no difference'
      ) : (
        <span class="differs">
          differs by <Money locale={locale} value={difference} currency={currency} />
        </span>
      )}
    </>
  )
}
