import type { FC } from 'hono/jsx'
import type { StuckPreview } from '../../flows/view/preview-stuck.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { moneyText } from '../shell/words.tsx'
import { SKIP_REASONS } from './skip-dialog.tsx'

/** One request of the page takes so many at most; the next ones are for the next press. */
export const MOST_AT_ONCE = 1_000

export type StuckAction = 'retry' | 'skip'

interface StuckDialogProps {
  readonly action: StuckAction
  readonly preview: StuckPreview
  /** The filter as the address has it: "?phase=held". */
  readonly query: string
  /** The filter in words; empty: every order. */
  readonly sentence: string
  readonly locale: string
}

/** What the button would touch, before it does. */
export const StuckDialog: FC<StuckDialogProps> = ({ action, preview, query, sentence, locale }) => {
  const now = Math.min(preview.orders, MOST_AT_ONCE)
  const words = { n: preview.orders, now }
  return (
    <Dialog
      title={
        action === 'retry'
          ? say('Try again: {n, plural, one {# order} other {# orders}}', words)
          : say('Skip: {n, plural, one {# order} other {# orders}}', words)
      }
      action={`/admin/orders/stuck/${action}${query}`}
      submit={
        action === 'retry'
          ? say('Try {now, plural, one {# order} other {# orders}} again', words)
          : say('Skip {now, plural, one {# order} other {# orders}}', words)
      }
    >
      <p>
        {whichText(sentence, moneyOf(preview, locale))}{' '}
        {action === 'retry'
          ? say('What was refused is planned anew with the configuration as it is now.')
          : say('They are not sent; of those in the ERP only what is stuck is given up.')}
        {preview.orders > now ? ` ${say('{now} now, the newest first; press again for the next.', words)}` : ''}
      </p>
      <Counts title={say('They wait for')} rows={preview.causes.map(({ title, orders }) => [told(title), orders])} />
      <Counts title={say('Given up')} rows={preview.messages.map(({ noun, orders }) => [told(noun), orders])} />
      <p class="under breaks">
        {preview.orders > preview.first.length
          ? say('{orders} and {n} more', {
              orders: preview.first.join(', '),
              n: preview.orders - preview.first.length,
            })
          : preview.first.join(', ')}
      </p>
      {action === 'skip' ? <Reason quick={SKIP_REASONS.map(reason => say(reason))} /> : null}
    </Dialog>
  )
}

const moneyOf = ({ amounts }: StuckPreview, locale: string): string =>
  amounts.map(({ currency, total }) => moneyText(locale, total, currency)).join(' + ')

function whichText(sentence: string, money: string): string {
  if (sentence)
    return money
      ? say('Orders that need a person, of those chosen ({sentence}): {money}.', { sentence, money })
      : say('Orders that need a person, of those chosen ({sentence}).', { sentence })
  return money ? say('All orders that need a person: {money}.', { money }) : say('All orders that need a person.')
}

const Counts: FC<{ readonly title: string; readonly rows: readonly (readonly [string, number])[] }> = ({
  title,
  rows,
}) =>
  rows.length === 0 ? null : (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" class="number">
            {say('Orders')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, orders]) => (
          <tr>
            <th scope="row" class="breaks">
              {name}
            </th>
            <td class="number">{orders}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
