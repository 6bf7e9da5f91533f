import { type ServerType, serve } from '@hono/node-server'
import { openJournal } from '../journal.ts'
import { createFaults, type Faults } from './faults.ts'
import { openMailbox, type ReceivedMail } from './mailbox.ts'
import { startSmtp } from './smtp.ts'
import { mailboxApp } from './web.ts'

export interface MailboxOptions {
  /** 0 or left out: a free one. */
  readonly smtpPort?: number
  readonly webPort?: number
  readonly host?: string
  /** Kept across restarts; in memory when left out. */
  readonly journalFile?: string
  readonly clock: { now(): Date }
  /** Log-in that the SMTP side asks for; left out: anybody may deliver. */
  readonly credentials?: { readonly user: string; readonly password: string }
}

export interface RunningMailbox {
  /** "smtp://127.0.0.1:52345" */
  readonly smtpUrl: string
  readonly smtpPort: number
  /** Of the page. */
  readonly url: string
  readonly faults: Faults
  /** Oldest first. */
  messages(): readonly ReceivedMail[]
  close(): Promise<void>
}

/** A mail server that takes everything for everybody and delivers nothing, with a page to read it on. */
export async function startMailbox(options: MailboxOptions): Promise<RunningMailbox> {
  const { host = '127.0.0.1', credentials } = options
  const faults = createFaults()
  const mailbox = openMailbox(openJournal(options.journalFile), options.clock)
  const smtp = await startSmtp(mailbox, faults, {
    host,
    port: options.smtpPort ?? 0,
    ...(credentials ? { credentials } : {}),
  })
  const web = await listen(mailboxApp(mailbox, faults).fetch, host, options.webPort ?? 0).catch(async error => {
    await smtp.close()
    throw error
  })
  return {
    smtpUrl: `smtp://${host}:${smtp.port}`,
    smtpPort: smtp.port,
    url: `http://${host}:${web.port}`,
    faults,
    messages: () => mailbox.list(),
    close: async () => void (await Promise.all([smtp.close(), closed(web.server)])),
  }
}

type Fetch = Parameters<typeof serve>[0]['fetch']

const listen = (fetch: Fetch, hostname: string, port: number): Promise<{ server: ServerType; port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, info => resolve({ server, port: info.port }))
    server.once('error', reject)
  })

const closed = (server: ServerType): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
