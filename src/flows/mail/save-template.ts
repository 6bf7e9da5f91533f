import { sql } from 'drizzle-orm'
import { mailTemplates } from '../../db/schema/documents.ts'
import { type Mistake, mistakesIn } from '../../documents/mail-placeholders.ts'
import type { MailKind, MailTemplate } from '../../documents/shipped-mails.ts'
import { UserError } from '../../domain/errors.ts'
import { writeAudit } from '../audit/write-audit.ts'
import { type FlowContext, inTransaction, nameOf } from '../context.ts'
import { requireRole } from '../require-role.ts'
import { mailLanguages, readTemplate } from './read-templates.ts'

export interface NewWords {
  readonly store: string
  readonly kind: MailKind
  readonly language: string
  /** Absent: the shipped words again. */
  readonly words?: MailTemplate
  /** The version that the person saw; another one was written meanwhile when it is not the newest. */
  readonly seen: number
  readonly reason: string
}

/**
 * Writes what a mail says from now on. Mails that are decided already go out as they were decided. Every version stays,
 * with who wrote it and why.
 * @returns `changed: false` when these are the words that go out already.
 */
export async function saveTemplate(
  ctx: FlowContext,
  { store, kind, language, words, seen, reason: given }: NewWords,
): Promise<{ readonly version: number; readonly changed: boolean }> {
  requireRole(ctx, 'configure', store)
  const reason = given.trim().slice(0, 300)
  if (!reason) throw new UserError('A reason is needed: it is what others will read later.')
  const clean = words && { subject: words.subject.trim(), body: words.body.replaceAll('\r\n', '\n').trim() }
  const [mistake] = clean ? mistakesIn(clean, language) : []
  if (mistake) throw new UserError(`Nothing was changed. ${placeOf(mistake)}: ${explain(mistake)}`)
  if (!(await mailLanguages(ctx, store)).some(known => known.language === language))
    throw new UserError(`Store ${store} sends no mails in language "${language.slice(0, 20)}".`)
  return await inTransaction(ctx, async tx => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtext('orderbridge-mail-template'), hashtext(${store}))`)
    const known = await readTemplate(tx, { store, kind, language })
    const same = clean
      ? known.changed && clean.subject === known.words.subject && clean.body === known.words.body
      : !known.changed
    if (same) return { version: known.version, changed: false }
    if (known.version !== seen)
      throw new UserError(
        `${known.versions[0]?.author ?? 'Somebody'} wrote version ${known.version} meanwhile. Load the page again, look at it, and change that.`,
      )
    const version = known.version + 1
    await tx.db.insert(mailTemplates).values({
      store,
      kind,
      language,
      version,
      subject: clean?.subject ?? null,
      body: clean?.body ?? null,
      author: nameOf(ctx.actor),
      reason,
      createdAt: ctx.clock.now(),
    })
    await writeAudit(tx, {
      store,
      action: 'mail.template',
      subject: `mail ${kind} (${language})`,
      before: { version: known.version },
      // Which version, not its words: the versions keep them.
      after: { version, words: clean ? 'own' : 'as shipped' },
      reason,
    })
    return { version, changed: true }
  })
}

export const placeOf = ({ field, line, column }: Mistake): string =>
  field === 'subject' ? `Subject, character ${column}` : `Text, line ${line}, character ${column}`

export function explain({ kind, text, meant }: Mistake): string {
  switch (kind) {
    case 'empty':
      return 'there is nothing.'
    case 'too_long':
      return `${text} characters are the most.`
    case 'several_lines':
      return 'a subject is one line.'
    case 'invisible':
      return 'there is an invisible character. Write this part anew.'
    case 'unknown':
      return `${text} is no placeholder.${meant ? ` Is {${meant}} meant?` : ''}`
    case 'dollar':
      return `${text} calculates nothing here. Write placeholders without $.`
    case 'brace':
      return `"${text}" belongs to no placeholder. Write "${text}${text}" for the character itself.`
  }
}
