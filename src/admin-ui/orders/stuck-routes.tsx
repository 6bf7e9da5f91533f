import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { type ActedOn, retryStuck, skipStuck } from '../../flows/order/act-on-stuck.ts'
import { requireRole } from '../../flows/require-role.ts'
import { previewStuck } from '../../flows/view/preview-stuck.ts'
import { message, say } from '../language/say.tsx'
import { answerAction } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import { type AdminContext, type AdminEnv, Refusal } from '../viewer.ts'
import { readOrderQuery } from './filter.ts'
import { MOST_AT_ONCE, StuckDialog } from './stuck-dialog.tsx'

const reasonForm = z.object({
  reason: z.string().trim().min(1, message('Say why, so that others understand it later.')).max(300),
})

/** Acting on all orders that match the list's filter and need a person; the address carries the filter. */
export const stuckRoutes = new Hono<AdminEnv>()
  .get('/:action{retry|skip}', async c => {
    const viewer = c.get('viewer')
    const { stores, filter, sentence } = asked(c)
    const preview = await previewStuck(viewer.ctx, { stores, filter })
    if (preview.orders === 0) throw new UserError(say('None of these orders needs a person any more.'))
    const { search } = new URL(c.req.url)
    const action = c.req.param('action') === 'skip' ? 'skip' : 'retry'
    return c.html(
      <StuckDialog action={action} preview={preview} query={search} sentence={sentence} locale={viewer.locale} />,
    )
  })
  .post('/retry', async c => {
    const { ctx } = c.get('viewer')
    const { stores, filter } = asked(c)
    return answerAction(c, async () =>
      outcomeText(
        message('{n, plural, one {# order is} other {# orders are}} tried again'),
        await retryStuck(ctx, { stores, filter, most: MOST_AT_ONCE }),
      ),
    )
  })
  .post('/skip', async c => {
    const { ctx } = c.get('viewer')
    const { stores, filter } = asked(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, reasonForm)
      return outcomeText(
        message('{n, plural, one {# order is} other {# orders are}} skipped'),
        await skipStuck(ctx, { stores, filter, reason, most: MOST_AT_ONCE }),
      )
    })
  })

/** The filter of the address, when the viewer may act. A store that is not the viewer's is no filter to act on. */
function asked(c: AdminContext) {
  const { ctx, stores } = c.get('viewer')
  requireRole(ctx, 'operate')
  const store = c.req.query('store')
  if (store && !stores.some(({ code }) => code === store))
    throw new Refusal(404, say('There is no such store among yours.'))
  return readOrderQuery(c)
}

/** @param done a message that counts those that were acted on. */
function outcomeText(done: string, { acted, passedOver, left }: ActedOn): string {
  if (acted === 0 && passedOver === 0) return say('None of these orders needs a person any more.')
  const parts = [
    say(done, { n: acted }),
    ...(passedOver > 0
      ? [
          say('{n, plural, one {# had moved on or is being sent} other {# had moved on or are being sent}}', {
            n: passedOver,
          }),
        ]
      : []),
    ...(left > 0 ? [say('{n, plural, one {# more is left} other {# more are left}}: press again', { n: left })] : []),
  ]
  return `${parts.join('; ')}.`
}
