import { z } from 'zod'
import { type ErrorClass, RemoteError } from '../domain/errors.ts'

/** What nodemailer 10 puts on its errors; everything optional, for it also passes on errors of Node. */
const smtpFailure = z.object({
  message: z.string().catch('no reason given'),
  code: z.string().optional().catch(undefined),
  /** The system's own code, where nodemailer put its own in `code`. */
  originalCode: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
})
type SmtpFailure = z.infer<typeof smtpFailure>

/** RFC 4954 §6: replies that ask for credentials, better ones, or encryption before them. */
const AUTH_REPLIES = new Set([530, 534, 535, 538])
/** Refused by nodemailer itself, before anything was sent: size, sender, recipient. */
const REFUSED_LOCALLY = new Set(['EENVELOPE', 'EMESSAGE', 'EMAXRECIPIENTS', 'ECONFIG'])

/**
 * The one place that decides what a failed delivery means.
 * @param bodySent the whole message had been handed to the connection, so that the server may have it.
 */
export function smtpError(error: unknown, bodySent: boolean): RemoteError {
  const failure = smtpFailure.parse(error instanceof Error ? error : {})
  const details = {
    errorClass: classOf(failure, bodySent),
    code: codeOf(failure),
    message: withoutAddresses(failure.response ?? failure.message),
    ...(failure.responseCode === undefined ? {} : { status: failure.responseCode }),
  }
  return new RemoteError(details)
}

function classOf(failure: SmtpFailure, bodySent: boolean): ErrorClass {
  const { code, responseCode = 0 } = failure
  if (responseCode >= 400 && responseCode < 500) return 'transient'
  if (needsSettings(failure)) return 'auth'
  // 503, commands out of order: the session went wrong, not the mail.
  if (responseCode === 503) return 'transient'
  if (responseCode >= 500 && responseCode < 600) return 'permanent'
  if (!bodySent && code !== undefined && REFUSED_LOCALLY.has(code)) return 'permanent'
  return bodySent ? 'unknown' : 'transient'
}

/** No mail can pass until a person changes credentials, encryption or the certificate. */
function needsSettings({ code, responseCode = 0, command, ...failure }: SmtpFailure): boolean {
  if (code === 'EAUTH' || code === 'ENOAUTH' || AUTH_REPLIES.has(responseCode)) return true
  if (code === 'ETLS' && command === 'STARTTLS') return true
  return isCertificateCode(failure.originalCode ?? code)
}

/** OpenSSL's verification errors and Node's own (node:tls). */
const isCertificateCode = (code: string | undefined): boolean =>
  code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ERR_SSL/.test(code)

function codeOf({ responseCode, originalCode, code }: SmtpFailure): string {
  if (responseCode !== undefined) return `smtp:${responseCode}`
  if (isCertificateCode(originalCode ?? code)) return 'smtp:certificate'
  return `smtp:${originalCode ?? code ?? 'closed'}`
}

/** A server's reply with the addresses in it left out ("550 5.1.1 <[address]>: unknown user"), one line, bounded. */
export const withoutAddresses = (reply: string): string =>
  reply
    .slice(0, 2000)
    .replace(/[^\s<>"'(),;:=]+@[^\s<>"'(),;:]+/g, '[address]')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 400)
