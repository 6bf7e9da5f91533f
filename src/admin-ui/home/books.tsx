import type { FC } from 'hono/jsx'
import { isZero } from '../../domain/amount.ts'
import type { DaySums } from '../../flows/ledger/day-sums.ts'
import type { HomeStore } from '../../flows/view/read-home.ts'
import { Say, say } from '../language/say.tsx'
import { dayAddress } from '../ledger/month.tsx'
import { COUNTED } from '../ledger/words.ts'
import { Money } from '../shell/words.tsx'

const ELSEWHERE = ['held', 'waiting', 'skipped', 'canceled', 'unexplained'] as const

/** Today's line of the store's ledger: what was placed is what the ERP has, what waits, and what differs. */
export const Books: FC<{ readonly store: HomeStore; readonly locale: string }> = ({ store, locale }) =>
  store.books.length === 0 ? null : (
    <div class="books">
      <a href={dayAddress({ store: store.store, day: store.today })}>{say('Ledger today')}</a>
      <ul>
        {store.books.map(line => (
          <li>
            <Line line={line} locale={locale} />
          </li>
        ))}
      </ul>
    </div>
  )

const Line: FC<{ readonly line: DaySums; readonly locale: string }> = ({ line, locale }) => {
  const { currency, sums } = line
  const { placed, classes, difference } = sums
  const rest = ELSEWHERE.filter(name => classes[name].count > 0).map(name =>
    say(COUNTED[name], { n: classes[name].count }),
  )
  return (
    <>
      <Say
        text="{money} placed ({n, plural, one {# order} other {# orders}})"
        money={<Money locale={locale} value={placed.money} currency={currency} />}
        n={placed.count}
      />{' '}
      ·{' '}
      <Say
        text="{money} in the ERP ({n})"
        money={<Money locale={locale} value={classes.in_erp.money} currency={currency} />}
        n={classes.in_erp.count}
      />
      {rest.length > 0 ? ` · ${rest.join(', ')}` : ''} ·{' '}
      {isZero(difference) ? (
        say('no difference')
      ) : (
        <span class="differs">
          <Say text="differs by {money}" money={<Money locale={locale} value={difference} currency={currency} />} />
        </span>
      )}
    </>
  )
}
