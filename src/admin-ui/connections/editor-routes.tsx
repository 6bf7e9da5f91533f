import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { parseOrderKey } from '../../flows/order/order-key.ts'
import { requireRole } from '../../flows/require-role.ts'
import { type Mark, markMistakes } from '../../flows/version/mark-mistakes.ts'
import { readVersionText } from '../../flows/version/read-version-text.ts'
import { settingsWords } from '../../flows/version/settings-words.ts'
import { type TrySettings, trySettings } from '../../flows/version/try-settings.ts'
import { findOrders } from '../../flows/view/find-orders.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { readForm } from '../shell/read-form.ts'
import type { AdminContext, AdminEnv } from '../viewer.ts'
import { ownConnection } from './own-connection.ts'
import { Trial } from './trial.tsx'

export const versionNumber = z.coerce.number().int().min(1).max(1_000_000)
const status = z
  .string()
  .regex(/^[1-5]\d\d$/, 'The status is a number like 200.')
  .default('200')
const tryForm = z.object({
  text: z.string(),
  order: z.string().trim().default(''),
  pasted: z.string().trim().default(''),
  foundStatus: status,
  found: z.string().default(''),
  answerStatus: status,
  answer: z.string().default(''),
  /** The one that was looked at before. */
  step: z.coerce.number().int().min(0).optional().catch(undefined),
})

/** What the editor asks for while settings are written. */
export const editorRoutes = new Hono<AdminEnv>()
  .get('/words', async c => {
    const { code } = await ownConnection(c)
    return c.json(await settingsWords(c.get('viewer').ctx, code))
  })
  .get('/export.yaml', async c => {
    const { ctx } = c.get('viewer')
    const { code, store } = await ownConnection(c)
    requireRole(ctx, 'view', store)
    const wanted = versionNumber.safeParse(c.req.query('version')).data
    const { version, text } = await readVersionText(ctx, code, wanted)
    return c.body(text, 200, {
      'Content-Type': 'application/yaml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${code}-${version}.yaml"`,
    })
  })
  .post('/check', async c => {
    const { code } = await ownConnection(c, 'configure')
    const { text } = await readForm(c, z.object({ text: z.string() }))
    const found = await markMistakes(c.get('viewer').ctx, { connection: code, text })
    const marks = found.map(mark => ({ ...mark, text: told(mark.text) }))
    return c.json({ marks, summary: summaryOf(marks) })
  })
  .post('/try', async c => {
    const { code, store } = await ownConnection(c, 'configure')
    const form = await readForm(c, tryForm)
    const { text, order, pasted, found, answer } = form
    const steps = await trySettings(c.get('viewer').ctx, {
      connection: code,
      text,
      order: pasted === '' ? await findOne(c, store, order) : { raw: readJson(pasted) },
      found: found === '' ? undefined : { status: Number(form.foundStatus), body: found },
      answer: answer === '' ? undefined : { status: Number(form.answerStatus), body: answer },
    })
    return c.html(<Trial steps={steps} shown={form.step} />)
  })

/** What stands below the editor. */
export function summaryOf([first, ...others]: readonly Mark[]): string {
  if (!first) return say('No mistake is in these settings.')
  const text = first.place === '' ? first.text : `${first.place}: ${first.text}`
  return say('{n, plural, one {# mistake} other {# mistakes}}. Line {line}: {text}', {
    n: others.length + 1,
    line: first.line,
    text,
  })
}

async function findOne(c: AdminContext, store: string, number: string): Promise<TrySettings['order']> {
  if (number === '') throw new UserError(say('Give the number of an order, or an order.'))
  const [found, ...others] = await findOrders(c.get('viewer').ctx, [store], parseOrderKey(number))
  if (found && others.length === 0) return { id: found.id }
  throw new UserError(
    found
      ? say('Several orders have the number {number}.', { number })
      : say('There is no order {number} here.', { number }),
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UserError(say('This order is no JSON: {reason}', { reason }))
  }
}
