import { Hono } from 'hono'
import { retryProblem } from '../../flows/problem/retry-problem.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listClosedProblems, listOpenProblems } from '../../flows/view/list-problems.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { Moment, plural } from '../shell/words.tsx'
import { type AdminEnv, codesOf, Refusal } from '../viewer.ts'
import { OpenProblem } from './card.tsx'

export const problemRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const stores = codesOf(viewer)
    const paging = pagingOf(c)
    const [open, closed] = await Promise.all([
      listOpenProblems(viewer.ctx, stores),
      listClosedProblems(viewer.ctx, { stores, paging }),
    ])
    return renderPage(
      c,
      { title: 'Problems', place: 'problems', everySeconds: 5 },
      <>
        <div class="head">
          <h1>Problems</h1>
        </div>
        {open.length === 0 ? (
          <div class="empty">
            <h2>Nothing needs a person</h2>
            <p>
              When something sticks, its cause stands here once, with every order that waits for it, and with what to
              do. It goes away by itself when the cause is gone.
            </p>
          </div>
        ) : (
          open.map(problem => <OpenProblem problem={problem} viewer={viewer} />)
        )}
        {closed.rows.length > 0 ? (
          <section class="card">
            <h2>Over</h2>
            <ul class="history">
              {closed.rows.map(problem => (
                <li>
                  <p>{problem.title}</p>
                  <p class="under">
                    <Moment at={problem.openedAt} as="moment" /> to{' '}
                    {problem.closedAt ? <Moment at={problem.closedAt} as="moment" /> : null}
                    {problem.closedReason ? ` · ${problem.closedReason}` : null}
                    {viewer.stores.length > 1 ? ` · store ${problem.store}` : null}
                  </p>
                </li>
              ))}
            </ul>
            <Pager c={c} page={closed} label={say('Pages of problems that are over')} />
          </section>
        ) : null}
      </>,
    )
  })
  .post('/:id{\\d{1,15}}/retry', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const owner = await readOwner(viewer.ctx, {
      stores: codesOf(viewer),
      kind: 'problem',
      id: Number(c.req.param('id')),
    })
    if (!owner) throw new Refusal(404, 'There is no such problem in your stores.')
    return answerAction(c, async () => {
      const { orders } = await retryProblem(viewer.ctx, { store: owner.store, problemId: owner.id })
      return orders === 0
        ? 'The problem is over already; nothing waits for it.'
        : `${plural(orders, 'order')} ${orders === 1 ? 'is' : 'are'} tried again. If the cause is still there, the problem comes back.`
    })
  })
