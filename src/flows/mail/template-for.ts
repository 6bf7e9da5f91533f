import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { mailTemplates } from '../../db/schema/documents.ts'
import { hasWords, readLocale } from '../../documents/mail-words.ts'
import { MAIL_KINDS, type MailKind, type MailTemplate, shippedMail } from '../../documents/shipped-mails.ts'
import type { FlowContext } from '../context.ts'

/** The words of a mail with where they come from, as they are kept with every mail. */
export const usedTemplate = z.object({
  kind: z.enum(MAIL_KINDS),
  language: z.string(),
  /** 0: as shipped. */
  version: z.number(),
  subject: z.string(),
  body: z.string(),
})
export type UsedTemplate = z.infer<typeof usedTemplate>

/**
 * The words with which a mail goes out now: those that the store wrote for the language of the locale, else the shipped
 * ones of that language, else what holds for English.
 */
export async function templateFor(
  ctx: Pick<FlowContext, 'db'>,
  asked: { readonly store: string; readonly kind: MailKind; readonly locale: string },
): Promise<UsedTemplate> {
  const { store, kind } = asked
  const language = readLocale(asked.locale)?.language ?? 'en'
  const own = await newestOf(ctx, store, kind, language)
  if (own) return { kind, language, ...own }
  if (hasWords(language)) return { kind, language, version: 0, ...shippedMail(kind, language) }
  const english = await newestOf(ctx, store, kind, 'en')
  return { kind, language: 'en', ...(english ?? { version: 0, ...shippedMail(kind, 'en') }) }
}

/** @returns undefined when the store wrote none, or went back to the shipped ones. */
async function newestOf(
  ctx: Pick<FlowContext, 'db'>,
  store: string,
  kind: MailKind,
  language: string,
): Promise<(MailTemplate & { readonly version: number }) | undefined> {
  const [row] = await ctx.db
    .select({ version: mailTemplates.version, subject: mailTemplates.subject, body: mailTemplates.body })
    .from(mailTemplates)
    .where(and(eq(mailTemplates.store, store), eq(mailTemplates.kind, kind), eq(mailTemplates.language, language)))
    .orderBy(desc(mailTemplates.version))
    .limit(1)
  if (row?.subject == null || row.body === null) return undefined
  return { version: row.version, subject: row.subject, body: row.body }
}
