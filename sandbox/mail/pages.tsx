import type { Child } from 'hono/jsx'
import type { ReceivedMail } from './mailbox.ts'

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:24px;max-width:1100px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid #8884;vertical-align:top}
td.when{white-space:nowrap;font-variant-numeric:tabular-nums}
pre{white-space:pre-wrap;font:inherit;border-left:3px solid #8884;padding-left:16px}
iframe{width:100%;height:420px;border:1px solid #8884;background:#fff}
`

const Page = ({ title, children }: { title: string; children: Child }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>{title}</title>
      <style>{STYLE}</style>
    </head>
    <body>{children}</body>
  </html>
)

const size = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1024))} kB`

const repeats = (count: number): string =>
  count === 0 ? '' : count === 1 ? 'came again once, not kept' : `came again ${count} times, not kept`

const Files = ({ mail }: { mail: ReceivedMail }) =>
  mail.attachments.map((file, i) => (
    <div>
      <a href={`/messages/${mail.id}/files/${i}`}>{file.filename}</a> ({size(file.size)},{' '}
      <a href={`/messages/${mail.id}/files/${i}?download`}>download</a>)
    </div>
  ))

/** All mails, newest first. */
export const listPage = (mails: readonly ReceivedMail[]) => (
  <Page title="Mailbox">
    <h1>Mailbox</h1>
    {mails.length === 0 ? (
      <p>Mails that the bridge sends appear here, with their invoices. Nothing leaves this machine.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th>Received</th>
            <th>To</th>
            <th>Subject</th>
            <th>Files</th>
          </tr>
        </thead>
        <tbody>
          {mails.toReversed().map(mail => (
            <tr>
              <td class="when">{when(mail)}</td>
              <td>{mail.to}</td>
              <td>
                <a href={`/messages/${mail.id}`}>{mail.subject || '(no subject)'}</a> {repeats(mail.suppressed)}
              </td>
              <td>
                <Files mail={mail} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Page>
)

/** One mail: what people read, its files, and the headers for those who search. */
export const mailPage = (mail: ReceivedMail) => (
  <Page title={mail.subject}>
    <p>
      <a href="/">All mails</a>
    </p>
    <h1>{mail.subject || '(no subject)'}</h1>
    <p>
      {when(mail)}, from {mail.from} to {mail.to} {repeats(mail.suppressed)}
    </p>
    <Files mail={mail} />
    <h2>As text</h2>
    <pre>{mail.text}</pre>
    {mail.html && (
      <>
        <h2>As HTML</h2>
        <iframe title="The mail as HTML" sandbox="" src={`/messages/${mail.id}/html`} />
      </>
    )}
    <details>
      <summary>Headers</summary>
      <pre>{mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
    </details>
  </Page>
)

const when = (mail: ReceivedMail): string => mail.receivedAt.slice(0, 19).replace('T', ' ')
