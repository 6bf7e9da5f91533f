import { and, desc, eq } from 'drizzle-orm'
import { mailTemplates } from '../../db/schema/documents.ts'
import { hasWords, readLocale } from '../../documents/mail-words.ts'
import { MAIL_KINDS, type MailKind, type MailTemplate, shippedMail } from '../../documents/shipped-mails.ts'
import type { FlowContext } from '../context.ts'

export interface MailLanguage {
  /** "de" */
  readonly language: string
  /** Codes of the store views whose customers read it; empty: of none any more. */
  readonly views: readonly string[]
  /** We ship words for it; else customers read English until the store writes its own. */
  readonly shipped: boolean
}

/** The languages in which a store's mails go out, as mail-locale.ts decides for an order of each view. */
export async function mailLanguages(
  ctx: Pick<FlowContext, 'remotes'>,
  store: string,
): Promise<readonly MailLanguage[]> {
  const { settings, views } = await ctx.remotes.store(store)
  const { mail } = settings
  const found = new Map<string, string[]>()
  const add = (locale: string, view?: string) => {
    const language = readLocale(locale)?.language ?? 'en'
    const codes = found.get(language) ?? []
    found.set(language, view === undefined ? codes : [...codes, view])
  }
  for (const view of views) add(mail?.locales[view.code] ?? mail?.locale ?? view.locale, view.code)
  for (const [code, locale] of Object.entries(mail?.locales ?? {}))
    if (!views.some(view => view.code === code)) add(locale, code)
  if (mail?.locale !== undefined) add(mail.locale)
  if (found.size === 0) add('en')
  return [...found].map(([language, codes]) => ({ language, views: codes, shipped: hasWords(language) }))
}

export interface TemplateVersion {
  readonly version: number
  /** Absent: it says that the shipped words go out again. */
  readonly words: MailTemplate | undefined
  readonly author: string
  readonly reason: string
  readonly createdAt: Date
}

export interface TemplateState {
  readonly kind: MailKind
  readonly language: string
  /** The newest version: 0 when there never was one. */
  readonly version: number
  /** What goes out now. */
  readonly words: MailTemplate
  readonly shipped: MailTemplate
  readonly changed: boolean
  /** Newest first. */
  readonly versions: readonly TemplateVersion[]
}

/** One mail of a store in one language, with all versions of its words. */
export async function readTemplate(
  ctx: Pick<FlowContext, 'db'>,
  asked: { readonly store: string; readonly kind: MailKind; readonly language: string },
): Promise<TemplateState> {
  const { store, kind, language } = asked
  const rows = await ctx.db
    .select()
    .from(mailTemplates)
    .where(and(eq(mailTemplates.store, store), eq(mailTemplates.kind, kind), eq(mailTemplates.language, language)))
    .orderBy(desc(mailTemplates.version))
    .limit(100)
  return stateOf(kind, language, rows)
}

type Row = typeof mailTemplates.$inferSelect

/** @param rows of this mail, newest first. */
function stateOf(kind: MailKind, language: string, rows: readonly Row[]): TemplateState {
  const versions = rows.map(({ version, subject, body, author, reason, createdAt }) => ({
    version,
    words: subject === null || body === null ? undefined : { subject, body },
    author,
    reason,
    createdAt,
  }))
  const [newest] = versions
  const shipped = shippedMail(kind, language)
  const version = newest?.version ?? 0
  return {
    kind,
    language,
    version,
    words: newest?.words ?? shipped,
    shipped,
    changed: newest?.words !== undefined,
    versions,
  }
}

/** Every mail of a store in every language that it speaks. */
export async function listTemplates(
  ctx: Pick<FlowContext, 'db' | 'remotes'>,
  store: string,
): Promise<{ readonly languages: readonly MailLanguage[]; readonly templates: readonly TemplateState[] }> {
  const languages = await mailLanguages(ctx, store)
  const rows = await ctx.db
    .select()
    .from(mailTemplates)
    .where(eq(mailTemplates.store, store))
    .orderBy(desc(mailTemplates.version))
  const templates = MAIL_KINDS.flatMap(kind =>
    languages.map(({ language }) =>
      stateOf(
        kind,
        language,
        rows.filter(row => row.kind === kind && row.language === language),
      ),
    ),
  )
  return { languages, templates }
}
