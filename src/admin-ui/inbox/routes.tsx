import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { readAgain } from '../../flows/inbox/read-again.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type Door, listDoors } from '../../flows/view/list-doors.ts'
import { findInboxRow, type InboxRow, listInbox } from '../../flows/view/list-inbox.ts'
import { readInboxBody } from '../../flows/view/read-inbox-body.ts'
import { Say, say } from '../language/say.tsx'
import { reasonForm } from '../orders/own-order.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { DoorTable } from './doors.tsx'
import { EvidenceOf, ReadAgainDialog } from './evidence.tsx'
import { type InboxQuery, readInboxQuery } from './filter.ts'
import { InboxFilters, InboxSentence, Received } from './list.tsx'

const againForm = reasonForm.extend({ tries: z.coerce.number().int().min(0) })

/** What Magento and the ERPs told us: whether it arrives, what came of it, what waits and why. */
export const inboxRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const doors = await listDoors(viewer.ctx, codesOf(viewer))
    const query = readInboxQuery(c, doors.doors)
    const page = await listInbox(viewer.ctx, { stores: query.stores, filter: query.filter, paging: pagingOf(c) })
    const isFiltered = query.parts.length > 0
    const now = c.get('options').clock.now()
    return renderPage(
      c,
      { title: say('Inbox'), place: 'inbox', everySeconds: 10 },
      <>
        <div class="head">
          <div>
            <h1>{say('Inbox')}</h1>
            <p class="under">{say('What Magento and the ERPs told us, by whatever way, and what came of it.')}</p>
          </div>
        </div>
        <DoorTable {...doors} doors={doorsShown(doors.doors, query)} viewer={viewer} />
        {page.rows.length > 0 || isFiltered ? (
          <>
            <InboxFilters query={query} doors={doors.doors} viewer={viewer} />
            <InboxSentence query={query} />
          </>
        ) : null}
        {page.rows.length > 0 ? (
          <Received rows={page.rows} viewer={viewer} now={now} />
        ) : (
          <Nothing isFiltered={isFiltered} more={page.older !== undefined} />
        )}
        <Pager c={c} page={page} label={say('Pages of the inbox')} />
      </>,
    )
  })
  .get('/:id{\\d{1,15}}', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const row = await ownRow(c)
    const body = await readInboxBody(viewer.ctx, { stores: codesOf(viewer), id: row.id })
    return c.html(<EvidenceOf row={row} body={body ?? { kind: 'none' }} />)
  })
  .get('/:id{\\d{1,15}}/read-again', async c => {
    requireRole(c.get('viewer').ctx, 'operate')
    return c.html(<ReadAgainDialog row={await ownRow(c)} />)
  })
  .post('/:id{\\d{1,15}}/read-again', async c => {
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'operate')
    const { store, id } = await ownRow(c)
    return answerAction(c, async () => {
      const { reason, tries } = await readForm(c, againForm)
      return (await readAgain(ctx, { store, messageId: id, reason, tries })).message
    })
  })

/** Those of the store and of the ERP that is looked at; none beside a list of something else. */
const doorsShown = (doors: readonly Door[], { stores, filter }: InboxQuery): readonly Door[] =>
  filter.search || filter.waiting || filter.source
    ? []
    : doors.filter(
        ({ store, connection }) =>
          stores.includes(store) && (filter.connection === undefined || filter.connection === connection),
      )

/** The inbox message of the address, when it is of one of the viewer's stores. */
async function ownRow(c: AdminContext): Promise<InboxRow> {
  const viewer = c.get('viewer')
  const row = await findInboxRow(viewer.ctx, { stores: codesOf(viewer), id: Number(c.req.param('id')) })
  if (row) return row
  throw new Refusal(404, say('There is no such inbox message in your stores: it may be forgotten by now.'))
}

const Nothing: FC<{ readonly isFiltered: boolean; readonly more: boolean }> = ({ isFiltered, more }) => (
  <div class="empty">
    <h2>{isFiltered ? say('Nothing fits here') : say('Nothing was received yet')}</h2>
    <p>
      {isFiltered ? (
        more ? (
          say('Nothing of this is among the newest; older ones may be.')
        ) : (
          say('Nothing was received that fits. What is old is forgotten after the months that the settings name.')
        )
      ) : (
        <Say
          text="Each webhook, each callback of an ERP and whatever a poll finds stands here as soon as it came in, with what came of it. The first one: connect a Magento under {connections}, then place an order, or run a poll under {runs}."
          connections={<a href="/admin/connections">{say('Connections')}</a>}
          runs={<a href="/admin/runs">{say('Runs')}</a>}
        />
      )}
    </p>
  </div>
)
