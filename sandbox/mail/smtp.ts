import { setTimeout as wait } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { sameText } from '../same-text.ts'
import type { Faults } from './faults.ts'
import type { Mailbox } from './mailbox.ts'

export interface SmtpOptions {
  readonly port: number
  readonly host: string
  /** When given, nobody gets in without it. */
  readonly credentials?: { readonly user: string; readonly password: string }
}

export interface RunningSmtp {
  readonly port: number
  close(): Promise<void>
}

/** What large providers take: 25 MiB of files, a third more in base64. */
const MAX_BYTES = 35 * 1024 * 1024

/** The SMTP side of the mailbox: takes mail for any recipient, answers as Postfix words it. */
export async function startSmtp(mailbox: Mailbox, faults: Faults, options: SmtpOptions): Promise<RunningSmtp> {
  const { credentials } = options
  const stop = new AbortController()
  const takeMail = async (stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> => {
    const raw = await bytesOf(stream)
    const recipients = envelope.rcptTo.map(({ address }) => address)
    await mailbox.receive(raw, envelope.mailFrom ? envelope.mailFrom.address : '', recipients)
  }
  const breakOff = ({ id }: SMTPServerSession): void => {
    for (const connection of server.connections) if (connection.id === id) connection.close()
  }
  const server = new SMTPServer({
    name: 'mailbox.sandbox',
    logger: false,
    size: MAX_BYTES,
    disableReverseLookup: true,
    disabledCommands: credentials ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true, // the sandbox listens on this machine only
    authOptional: credentials === undefined,
    closeTimeout: 500,
    onAuth({ username = '', password }, _session, done) {
      const welcome =
        credentials && sameText(username, credentials.user) && sameText(password ?? '', credentials.password)
      done(welcome ? null : reply(535, '5.7.8 Error: authentication failed'), welcome ? { user: username } : {})
    },
    onRcptTo(_address, _session, done) {
      if (faults.take('greylist')) return done(reply(451, '4.7.1 Greylisted, try again later'))
      if (faults.take('reject')) return done(reply(550, '5.1.1 Recipient address rejected: User unknown'))
      done()
    },
    onData(stream, session, done) {
      takeMail(stream, session)
        .then(async () => {
          if (faults.take('dropAfterData')) return breakOff(session)
          const slow = faults.take('slow')
          if (slow) await wait(slow.ms, undefined, { signal: stop.signal })
          done(null, '2.0.0 Ok: queued')
        })
        .catch(done)
    },
  })

  const port = await listen(server, options)
  return {
    port,
    close() {
      stop.abort()
      return new Promise<void>(resolve => server.close(resolve))
    },
  }
}

async function listen(server: SMTPServer, { port, host }: SmtpOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  server.on('error', () => {}) // a client that breaks off is the client's affair
  const address = server.server.address()
  return address !== null && typeof address === 'object' ? address.port : port
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  if (stream.sizeExceeded) throw reply(552, '5.3.4 Message size exceeds fixed limit')
  return Buffer.concat(chunks)
}

const reply = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })
