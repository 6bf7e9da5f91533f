import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { closeDay } from '../../flows/ledger/close-day.ts'
import { exportCsv } from '../../flows/ledger/export-csv.ts'
import { exportPdf } from '../../flows/ledger/export-pdf.ts'
import { lastComparison } from '../../flows/ledger/last-comparison.ts'
import { obstaclesOf } from '../../flows/ledger/ledger-day.ts'
import { listMonth, type MonthDay } from '../../flows/ledger/list-month.ts'
import { listUnread } from '../../flows/ledger/list-unread.ts'
import { daysOfMonth, readLedger } from '../../flows/ledger/read-ledger.ts'
import { isDay, shiftDay, storeZone } from '../../flows/ledger/store-zone.ts'
import { dayIn } from '../../flows/order/plan-sales-document.ts'
import { requireRole } from '../../flows/require-role.ts'
import { servePdf } from '../documents/serve-pdf.ts'
import { dayText, monthText } from '../language/figures.ts'
import { message, Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { renderPage } from '../shell/page.tsx'
import { readForm } from '../shell/read-form.ts'
import { Reason } from '../shell/reason.tsx'
import { type AdminContext, type AdminEnv, may, queryText, Refusal } from '../viewer.ts'
import { AsOf } from './as-of.tsx'
import { DayCard } from './day.tsx'
import { dayAddress, Month } from './month.tsx'

const closeForm = z.object({
  reason: z.string().trim().min(1, message('Say what others should know about this day.')).max(300),
})

export const ledgerRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const store = viewer.stores.find(({ code }) => code === queryText(c, 'store')) ?? viewer.stores[0]
    if (!store) throw new Refusal(404, say('There is no store among yours yet, so there is no ledger.'))
    const today = await todayOf(c, store.code)
    const month = isDay(`${queryText(c, 'month')}-01`) ? queryText(c, 'month') : today.slice(0, 7)
    const days = await listMonth(viewer.ctx, { store: store.code, month })
    const compared = await lastComparison(viewer.ctx, store.code)
    return renderPage(
      c,
      { title: say('Ledger: {period}', { period: monthText(month) }), place: 'ledger' },
      <>
        <div class="head">
          <div>
            <h1>
              {say('Ledger: {period}', { period: monthText(month) })}
              {viewer.stores.length > 1 ? ` · ${store.name}` : ''}
            </h1>
            <p class="lead">{monthSentence(days, today)}</p>
          </div>
          <Exports address={`/admin/ledger/${encodeURIComponent(store.code)}/${month}`} />
        </div>
        {viewer.stores.length > 1 ? <Stores c={c} month={month} chosen={store.code} /> : null}
        {days.length > 0 ? <Month days={days} locale={viewer.locale} today={today} /> : <EmptyMonth />}
        {days.length > 0 && month === today.slice(0, 7) ? <AsOf compared={compared} /> : null}
        <Months store={store.code} month={month} today={today} />
      </>,
    )
  })
  .get('/:store/:file{\\d{4}-\\d{2}(-\\d{2})?\\.(csv|pdf)}', async c => {
    const store = ownStore(c, 'view')
    const [period = '', kind] = c.req.param('file').split('.')
    const days = await readLedger(c.get('viewer').ctx, { store, ...boundsOf(period) })
    const filename = `ledger-${store}-${period}.${kind}`
    if (kind === 'csv')
      return c.body(exportCsv(days), 200, {
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': `attachment; filename="${filename}"`,
      })
    const content = await exportPdf(days, c.get('viewer').ctx.clock.now())
    return servePdf(c, { filename, mime: 'application/pdf', content })
  })
  .get('/:store/:day{\\d{4}-\\d{2}-\\d{2}}', async c => {
    const store = ownStore(c, 'view')
    const viewer = c.get('viewer')
    const day = ownDay(c)
    const days = await readLedger(viewer.ctx, { store, fromDay: day, toDay: day })
    const unread = await listUnread(viewer.ctx, store, day)
    const today = await todayOf(c, store)
    const compared = await lastComparison(viewer.ctx, store)
    const isOpen = days.some(one => one.seals.length === 0 || one.changes.length > 0)
    const address = dayAddress({ store, day })
    return renderPage(
      c,
      { title: say('Ledger: {period}', { period: dayText(day) }), place: 'ledger' },
      <>
        <p class="crumbs">
          <a href={monthAddress(store, day.slice(0, 7))}>
            {say('Ledger: {period}', { period: monthText(day.slice(0, 7)) })}
          </a>
        </p>
        <div class="head">
          <h1>
            {dayText(day)}
            {viewer.stores.length > 1 ? ` · ${store}` : ''}
          </h1>
          <div class="actions">
            {may(viewer, 'operate') && isOpen && day < today ? (
              <button type="button" hx-get={`${address}/close`} hx-target="#dialog" hx-swap="innerHTML">
                {say('Close the day…')}
              </button>
            ) : null}
            <Exports address={address} />
          </div>
        </div>
        {days.length > 0 ? (
          days.map(one => <DayCard day={one} locale={viewer.locale} today={today} />)
        ) : (
          <div class="empty">
            <h2>{say('Nothing on this day')}</h2>
            <p>{say('No order was placed and nothing was invoiced.')}</p>
          </div>
        )}
        {isOpen ? <AsOf compared={compared} /> : null}
        <Unread numbers={unread} />
        <nav class="pager" aria-label={say('Days')}>
          <a class="button" href={dayAddress({ store, day: shiftDay(day, -1) })} rel="prev">
            ← {dayText(shiftDay(day, -1))}
          </a>
          {day < today ? (
            <a class="button" href={dayAddress({ store, day: shiftDay(day, 1) })} rel="next">
              {dayText(shiftDay(day, 1))} →
            </a>
          ) : null}
        </nav>
      </>,
    )
  })
  .get('/:store/:day{\\d{4}-\\d{2}-\\d{2}}/close', async c => {
    const store = ownStore(c, 'operate')
    const day = ownDay(c)
    const days = await readLedger(c.get('viewer').ctx, { store, fromDay: day, toDay: day })
    const obstacles = days.flatMap(one => obstaclesOf(one))
    const unread = await listUnread(c.get('viewer').ctx, store, day)
    return c.html(
      <Dialog
        title={say('Close {day}', { day: dayText(day) })}
        action={`${dayAddress({ store, day })}/close`}
        submit={say('Close the day')}
      >
        <p>
          {say(
            'The day is sealed as it stands. What changes later shows with both versions, and the day can be closed again.',
          )}
        </p>
        {obstacles.length > 0 ? <Obstacles obstacles={obstacles} /> : null}
        <Unread numbers={unread} />
        {obstacles.length + unread.length === 0 ? <p>{say('Nothing is open in it.')}</p> : null}
        <Reason quick={[say('Checked'), say('The open ones are known'), say('Agreed with the accountant')]} />
      </Dialog>,
    )
  })
  .post('/:store/:day{\\d{4}-\\d{2}-\\d{2}}/close', async c => {
    const store = ownStore(c, 'operate')
    const day = ownDay(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, closeForm)
      return (await closeDay(c.get('viewer').ctx, { store, day, note: reason })).message
    })
  })

/** The store of the address, when it is one of the viewer's. */
function ownStore(c: AdminContext, role: 'view' | 'operate'): string {
  const viewer = c.get('viewer')
  requireRole(viewer.ctx, role)
  const store = viewer.stores.find(({ code }) => code === c.req.param('store'))
  if (!store) throw new Refusal(404, say('There is no such store among yours.'))
  return store.code
}

function ownDay(c: AdminContext): string {
  const day = c.req.param('day') ?? ''
  if (!isDay(day)) throw new Refusal(404, say('There is no such day.'))
  return day
}

/** Of "2026-03" or "2026-03-10". */
function boundsOf(period: string): { readonly fromDay: string; readonly toDay: string } {
  const isMonth = period.length === 7
  if (!isDay(isMonth ? `${period}-01` : period)) throw new Refusal(404, say('There is no such day or month.'))
  return isMonth ? daysOfMonth(period) : { fromDay: period, toDay: period }
}

const todayOf = async (c: AdminContext, store: string): Promise<string> => {
  const { ctx } = c.get('viewer')
  return dayIn(await storeZone(ctx, store), ctx.clock.now().toISOString())
}

const monthAddress = (store: string, month: string): string =>
  `/admin/ledger?store=${encodeURIComponent(store)}&month=${month}`

function monthSentence(days: readonly MonthDay[], today: string): string {
  const changed = days.filter(day => day.state === 'changed').length
  const open = days.filter(day => day.state === 'open' && day.day < today).length
  if (days.length === 0) return say('Nothing was placed or invoiced.')
  if (days.every(day => day.day >= today)) return say('No day of it is over yet.')
  if (changed > 0)
    return say('{n, plural, =1 {A closed day} other {# closed days}} changed after sealing.', { n: changed })
  return open === 0
    ? say('Every day that is over is closed.')
    : say('{n, plural, =1 {One day is} other {# days are}} over and not closed.', { n: open })
}

/** The page in the Magento admin fetches them with its own token; a new tab would lose the name of the CSV. */
const Exports: FC<{ readonly address: string }> = ({ address }) => (
  <div class="actions">
    <a class="button" href={`${address}.csv`} hx-boost="false" data-download>
      CSV
    </a>
    <a class="button" href={`${address}.pdf`} target="_blank" rel="noopener" data-pdf-link>
      PDF
    </a>
  </div>
)

const Stores: FC<{ readonly c: AdminContext; readonly month: string; readonly chosen: string }> = ({
  c,
  month,
  chosen,
}) => (
  <nav class="actions" aria-label={say('Stores')}>
    {c.get('viewer').stores.map(store => (
      <a
        class="button"
        href={monthAddress(store.code, month)}
        {...(store.code === chosen && { 'aria-current': 'true' })}
      >
        {store.name}
      </a>
    ))}
  </nav>
)

const Months: FC<{ readonly store: string; readonly month: string; readonly today: string }> = ({
  store,
  month,
  today,
}) => {
  const before = shiftDay(`${month}-01`, -1).slice(0, 7)
  const after = shiftDay(`${month}-01`, 31).slice(0, 7)
  return (
    <nav class="pager" aria-label={say('Months')}>
      <a class="button" href={monthAddress(store, before)} rel="prev">
        ← {monthText(before)}
      </a>
      {after <= today.slice(0, 7) ? (
        <a class="button" href={monthAddress(store, after)} rel="next">
          {monthText(after)} →
        </a>
      ) : null}
    </nav>
  )
}

const MOST_SHOWN = 10

/** Orders of other systems that are in no sum: their day, currency and total are not known. */
const Unread: FC<{ readonly numbers: readonly string[] }> = ({ numbers }) =>
  numbers.length === 0 ? null : (
    <p class="breaks">
      <Say
        text="Not in the ledger yet, because {n, plural, one {it} other {they}} could not be read where {n, plural, one {it waits} other {they wait}}: {orders}"
        n={numbers.length}
        orders={<a href="/admin/transfers">{numbers.slice(0, MOST_SHOWN).join(', ')}</a>}
      />
      {numbers.length > MOST_SHOWN ? ` ${say('and {n} more', { n: numbers.length - MOST_SHOWN })}` : ''}
    </p>
  )

const Obstacles: FC<{ readonly obstacles: readonly string[] }> = ({ obstacles }) => (
  <ul class="history">
    {obstacles.slice(0, MOST_SHOWN).map(text => (
      <li class="breaks">{told(text)}</li>
    ))}
    {obstacles.length > MOST_SHOWN ? <li>{say('and {n} more', { n: obstacles.length - MOST_SHOWN })}</li> : null}
  </ul>
)

const EmptyMonth: FC = () => (
  <div class="empty">
    <h2>{say('Nothing in this month')}</h2>
    <p>
      {say(
        'Each day of the store stands here with what was placed, and where it went: into the ERP, or held, waiting, skipped or cancelled with a reason. A day that is over and leaves nothing open is closed by itself.',
      )}
    </p>
  </div>
)
