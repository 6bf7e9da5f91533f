import { Hono } from 'hono'
import { retryProblem } from '../../flows/problem/retry-problem.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listClosedProblems, listOpenProblems } from '../../flows/view/list-problems.ts'
import { readOwner } from '../../flows/view/read-owner.ts'
import { Say, say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { Moment } from '../shell/words.tsx'
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
      { title: say('Problems'), place: 'problems', everySeconds: 5 },
      <>
        <div class="head">
          <h1>{say('Problems')}</h1>
        </div>
        {open.length === 0 ? (
          <div class="empty">
            <h2>{say('Nothing needs a person')}</h2>
            <p>
              {say(
                'When something sticks, its cause stands here once, with every order that waits for it, and with what to do. It goes away by itself when the cause is gone.',
              )}
            </p>
          </div>
        ) : (
          open.map(problem => <OpenProblem problem={problem} viewer={viewer} />)
        )}
        {closed.rows.length > 0 ? (
          <section class="card">
            <h2>{say('Over')}</h2>
            <ul class="history">
              {closed.rows.map(problem => (
                <li>
                  <p>{told(problem.title)}</p>
                  <p class="under">
                    <Say
                      text="{from} to {to}"
                      from={<Moment at={problem.openedAt} as="moment" />}
                      to={problem.closedAt ? <Moment at={problem.closedAt} as="moment" /> : null}
                    />
                    {problem.closedReason ? ` · ${told(problem.closedReason)}` : null}
                    {viewer.stores.length > 1 ? ` · ${say('store {name}', { name: problem.store })}` : null}
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
    if (!owner) throw new Refusal(404, say('There is no such problem in your stores.'))
    return answerAction(c, async () => {
      const { orders, wasOpen } = await retryProblem(viewer.ctx, { store: owner.store, problemId: owner.id })
      if (orders === 0 && wasOpen) return say('The problem is closed. If the cause is still there, it comes back.')
      return orders === 0
        ? say('The problem is over already; nothing waits for it.')
        : say(
            '{n, plural, one {# order is} other {# orders are}} tried again. If the cause is still there, the problem comes back.',
            { n: orders },
          )
    })
  })
