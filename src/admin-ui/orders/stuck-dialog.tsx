import type { FC } from 'hono/jsx'
import type { StuckPreview } from '../../flows/view/preview-stuck.ts'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { moneyText, plural } from '../shell/words.tsx'
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
  const verb = action === 'retry' ? 'Try again' : 'Skip'
  return (
    <Dialog
      title={`${verb}: ${plural(preview.orders, 'order')}`}
      action={`/admin/orders/stuck/${action}${query}`}
      submit={action === 'retry' ? `Try ${plural(now, 'order')} again` : `Skip ${plural(now, 'order')}`}
    >
      <p>
        {sentence ? `Orders that need a person, of those chosen (${sentence})` : 'All orders that need a person'}
        {preview.amounts.length > 0
          ? `: ${preview.amounts.map(({ currency, total }) => moneyText(locale, total, currency)).join(' + ')}`
          : ''}
        .
        {action === 'retry'
          ? ' What was refused is planned anew with the configuration as it is now.'
          : ' They are not sent; of those in the ERP only what is stuck is given up.'}
        {preview.orders > now ? ` ${now} now, the newest first; press again for the next.` : ''}
      </p>
      <Counts title="They wait for" rows={preview.causes.map(({ title, orders }) => [title, orders])} />
      <Counts title="Given up" rows={preview.messages.map(({ noun, orders }) => [noun, orders])} />
      <p class="under breaks">
        {preview.first.join(', ')}
        {preview.orders > preview.first.length ? ` and ${preview.orders - preview.first.length} more` : ''}
      </p>
      {action === 'skip' ? <Reason quick={SKIP_REASONS} /> : null}
    </Dialog>
  )
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
            Orders
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
