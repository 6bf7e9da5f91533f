import { type Command, Option } from 'commander'
import { MAIL_KINDS, type MailKind } from '../documents/shipped-mails.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { previewTemplate } from '../flows/mail/preview-template.ts'
import { listTemplates, type TemplateState } from '../flows/mail/read-templates.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { table } from './table.ts'

interface Options {
  readonly store?: string
  readonly kind: MailKind
  readonly language?: string
  readonly json?: boolean
}

const HELP = `
Examples:
  orderbridge mail list
  orderbridge mail show --kind invoice --language de
  orderbridge mail preview --kind invoice_copy --language de

What a mail says is changed on the page: Documents, Mail texts.`

/** `orderbridge mail`: what mails say, as text. */
export function registerMail(program: Command, open: OpenSession): void {
  const mail = program.command('mail').description('What mails say: list, show, preview').addHelpText('after', HELP)
  mail
    .command('list')
    .description('Every mail of a store in every language that it speaks')
    .option('--store <code>', 'only this store')
    .option('--json', 'print as JSON')
    .action((options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const stores = await storesFor(ctx, options.store)
        const found = await Promise.all(stores.map(store => listTemplates(ctx, store)))
        const all = found.flatMap(({ templates }, at) =>
          templates.map(state => ({ store: stores[at] ?? '', ...state })),
        )
        if (options.json) return printJson(command, all)
        const rows = all.map(({ store, kind, language, changed, version, words }) => [
          store,
          kind,
          language,
          changed ? `version ${version}` : 'as shipped',
          words.subject,
        ])
        print(command, table(['store', 'mail', 'language', 'words', 'subject'], rows))
      }),
    )
  withChoice(mail.command('show').description('The words of a mail, with its placeholders')).action(
    (options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { template } = await chooseMail(ctx, options)
        if (options.json) return printJson(command, template)
        print(command, [template.words.subject, '', ...template.words.body.split('\n')])
      }),
  )
  withChoice(mail.command('preview').description('The mail as it reads for the newest document of its kind')).action(
    (options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const { store, template } = await chooseMail(ctx, options)
        const { kind, language, words } = template
        const preview = await previewTemplate(ctx, { store, kind, language, words })
        if (options.json) return printJson(command, preview)
        const { subject = '', text = '' } = preview.mail ?? {}
        print(command, [subject, '', ...text.trimEnd().split('\n')])
      }),
  )
}

const withChoice = (command: Command): Command =>
  command
    .addOption(new Option('--kind <kind>', 'which mail').choices(MAIL_KINDS).default('invoice'))
    .option('--language <language>', 'such as de; absent: the only one')
    .option('--store <code>', 'absent: the only one')
    .option('--json', 'print as JSON')

/** @throws UserError when there is no such mail, or more than one was meant. */
async function chooseMail(
  ctx: FlowContext,
  { store: wanted, kind, language }: Options,
): Promise<{ readonly store: string; readonly template: TemplateState }> {
  const [store, ...others] = await storesFor(ctx, wanted)
  if (store === undefined || others.length > 0)
    throw new UserError('There are several stores. Choose one with --store.')
  const { languages, templates } = await listTemplates(ctx, store)
  const fitting = templates.filter(
    state => state.kind === kind && (language === undefined || state.language === language),
  )
  const [template, ...more] = fitting
  if (template && more.length === 0) return { store, template }
  const spoken = languages.map(({ language }) => language).join(', ')
  throw new UserError(
    template
      ? `Store ${store} sends mails in ${spoken}. Choose one with --language.`
      : `Store ${store} sends no mails in "${language}", only in ${spoken}.`,
  )
}
