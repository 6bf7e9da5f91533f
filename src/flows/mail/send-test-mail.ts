import { randomUUID } from 'node:crypto'
import { and, eq, gt, sql } from 'drizzle-orm'
import { audit } from '../../db/schema/operations.ts'
import { addressProblem, domainOf, parseSender } from '../../documents/mail-address.ts'
import { mistakesIn } from '../../documents/mail-placeholders.ts'
import { writeMail } from '../../documents/mail-template.ts'
import type { MailKind, MailTemplate } from '../../documents/shipped-mails.ts'
import { RemoteError, UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { maskText } from '../view/mask.ts'
import { sampleValues } from './preview-template.ts'
import { explain, placeOf } from './save-template.ts'

export interface TestMail {
  readonly store: string
  readonly kind: MailKind
  readonly language: string
  /** As they stand in the editor, saved or not. */
  readonly words: MailTemplate
  readonly recipient: string
}

/** In a store, by everybody together. */
const MOST = 5
const WITHIN_MINUTES = 10

/**
 * Sends the mail as it would read, of a made-up order and without a PDF, and says what the mail server answered. It goes to
 * any address, so nothing of a real customer is in it. Not owed but sent at once: nobody waits for it later.
 */
export async function sendTestMail(
  ctx: FlowContext,
  input: TestMail,
): Promise<{ readonly recipient: string; readonly answer: string }> {
  const { store, kind, language, words } = input
  requireRole(ctx, 'configure', store)
  const recipient = input.recipient.trim()
  const wrong = addressProblem(recipient)
  if (wrong) throw new UserError(`The address "${recipient.slice(0, 80)}" ${wrong}. Correct it and send again.`)
  const [mistake] = mistakesIn(words, language)
  if (mistake) throw new UserError(`Nothing was sent. ${placeOf(mistake)}: ${explain(mistake)}`)
  if (ctx.webOnly)
    throw new UserError('This address sends no mails itself. Open the page on the Node server and send the test there.')
  const { settings } = await ctx.remotes.store(store)
  if (!settings.mail) throw new UserError(`Store ${store} sends no mails: set mail.from in its settings.`)
  const { from, replyTo } = settings.mail
  if ('problem' in parseSender(from)) throw new UserError(`The sender of store ${store} is no mail address.`)
  const mailer = await ctx.remotes.mailer()
  await allowOne(ctx, { store, kind, language, recipient })
  const mail = writeMail(words, language, await sampleValues(ctx, store, language))
  const letter = {
    from,
    ...(replyTo && { replyTo }),
    to: recipient,
    subject: `Test: ${mail.subject}`,
    text: mail.text,
    html: mail.html,
    messageId: `<test-${randomUUID()}@${domainOf(from)}>`,
    attachments: [],
  }
  try {
    const { response } = await mailer.send(letter)
    return { recipient, answer: response }
  } catch (error) {
    if (error instanceof RemoteError) throw new UserError(`The test did not go out: ${error.message}`)
    throw error
  }
}

/** Written down before it is sent; the chain of the store is what counts them. */
async function allowOne(
  ctx: FlowContext,
  { store, kind, language, recipient }: Pick<TestMail, 'store' | 'kind' | 'language' | 'recipient'>,
): Promise<void> {
  await inTransaction(ctx, async tx => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-mail-test'), hashtext(${store}))`)
    const since = new Date(tx.clock.now().getTime() - WITHIN_MINUTES * 60_000)
    const sent = await tx.db.$count(
      audit,
      and(gt(audit.at, since), eq(audit.store, store), eq(audit.action, 'mail.test')),
    )
    if (sent >= MOST)
      throw new UserError(
        `${MOST} test mails in ${WITHIN_MINUTES} minutes are the most. Wait a little, then send the next.`,
      )
    const subject = `mail ${kind} (${language})`
    await writeAudit(tx, { store, action: 'mail.test', subject, after: { to: maskText(recipient) } })
  })
}
