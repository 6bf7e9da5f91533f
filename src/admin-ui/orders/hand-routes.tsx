import { Hono } from 'hono'
import { z } from 'zod'
import { holdOrder } from '../../flows/order/hold-order.ts'
import { LONGEST_NOTE, noteOrder } from '../../flows/order/note-order.ts'
import { releaseOrder } from '../../flows/order/release-order.ts'
import { skipOrder } from '../../flows/order/skip-order.ts'
import { message, say } from '../language/say.tsx'
import { answerAction, type Undo } from '../shell/answers.tsx'
import { readForm } from '../shell/read-form.ts'
import type { AdminEnv } from '../viewer.ts'
import { HoldDialog } from './hold-dialog.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { ownOrder, reasonForm } from './own-order.ts'
import { SkipDialog } from './skip-dialog.tsx'

const noteForm = z.object({
  note: z.string().trim().min(1, message('The note is empty.')).max(LONGEST_NOTE),
})

/** What a person decides about one order, and taking that back. */
export const handRoutes = new Hono<AdminEnv>()
  .get('/:id{\\d{1,15}}/note', async c => {
    const { id, number } = await ownOrder(c)
    return c.html(<NoteDialog id={id} number={number} />)
  })
  .post('/:id{\\d{1,15}}/note', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { note } = await readForm(c, noteForm)
      return (await noteOrder(c.get('viewer').ctx, { store, orderId: id, text: note })).message
    })
  })
  .get('/:id{\\d{1,15}}/hold', async c => {
    const { id, number } = await ownOrder(c)
    return c.html(<HoldDialog id={id} number={number} />)
  })
  .post('/:id{\\d{1,15}}/hold', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, reasonForm)
      const { message: text } = await holdOrder(c.get('viewer').ctx, { store, orderId: id, reason })
      return { text, undo: { address: `/admin/orders/${id}/release` } }
    })
  })
  .post('/:id{\\d{1,15}}/release', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { message: text, was } = await releaseOrder(c.get('viewer').ctx, { store, orderId: id })
      return { text, ...(was && { undo: undoRelease(id, was) }) }
    })
  })
  .get('/:id{\\d{1,15}}/skip', async c => {
    const { id, number } = await ownOrder(c)
    return c.html(<SkipDialog id={id} number={number} />)
  })
  .post('/:id{\\d{1,15}}/skip', async c => {
    const { id, store } = await ownOrder(c)
    return answerAction(c, async () => {
      const { reason } = await readForm(c, reasonForm)
      const { message: text, phase } = await skipOrder(c.get('viewer').ctx, { store, orderId: id, reason })
      // What was stuck of an order in the ERP is given up for good.
      return { text, ...(phase === 'skipped' && { undo: { address: `/admin/orders/${id}/release` } }) }
    })
  })

const undoRelease = (id: number, was: 'held' | 'skipped'): Undo => ({
  address: `/admin/orders/${id}/${was === 'held' ? 'hold' : 'skip'}`,
  fields: { reason: say('Released by mistake') },
})
