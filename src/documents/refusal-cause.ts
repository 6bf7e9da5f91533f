/** Why a mail did not arrive, as far as the server's answer tells: what a person does about it hangs on this. */
export const REFUSAL_CAUSES = [
  'no_mailbox',
  'no_domain',
  'bad_address',
  'full',
  'disabled',
  'too_large',
  'not_trusted',
  'content',
  'log_in',
  'other',
] as const
export type RefusalCause = (typeof REFUSAL_CAUSES)[number]

/** RFC 3463 and the IANA registry of enhanced status codes: subject and detail; the class before them says how final it is. */
const BY_STATUS: readonly (readonly [RegExp, RefusalCause])[] = [
  [/^1\.[16]$/, 'no_mailbox'],
  [/^1\.(2|10)$|^4\.[34]$/, 'no_domain'],
  [/^1\.3$/, 'bad_address'],
  [/^1\.[78]$|^7\.(1|8|9|2\d|3\d)$/, 'not_trusted'],
  [/^2\.1$/, 'disabled'],
  [/^2\.2$|^3\.1$/, 'full'],
  [/^2\.3$|^3\.4$/, 'too_large'],
]

/** Servers that give no such code, or a general one ("5.0.0", "5.7.1"), say it in words. */
const BY_WORDS: readonly (readonly [RegExp, RefusalCause])[] = [
  [/spam|virus|malware|content (?:was )?rejected|blocked using/i, 'content'],
  [/\bspf\b|dkim|dmarc|relay|not authori[sz]ed|blacklist|blocklist|reputation|reverse dns|\bptr\b/i, 'not_trusted'],
  [/over ?quota|quota exceeded|mailbox (?:is )?full|insufficient (?:system )?storage/i, 'full'],
  [/too (?:large|big)|size limit|exceeds? .{0,20}size/i, 'too_large'],
  [/disabled|inactive|suspended|not accepting/i, 'disabled'],
  [/(?:domain|host) (?:name )?(?:was )?not found|no mx|null mx|domain .{0,20}not exist/i, 'no_domain'],
  [/unknown|no such|not exist|not found|no mailbox|invalid recipient|not a valid|unavailable|not local/i, 'no_mailbox'],
]

/** @param answer "550 5.1.1 <[address]>: user unknown", or one of our own sentences about an address. */
export function causeOfRefusal(answer: string): RefusalCause {
  if (/^The (recipient|sender|bcc|reply-to) address /.test(answer)) return 'bad_address'
  const [, reply = '', status = ''] = /^(?:(\d{3})[ -])?(?:[245]\.(\d{1,3}\.\d{1,3})\b)?/.exec(answer.trim()) ?? []
  if (['530', '534', '535', '538'].includes(reply)) return 'log_in'
  const words = BY_WORDS.find(([pattern]) => pattern.test(answer))?.[1]
  // A policy may be anything: where the words say more than "5.7.1", they are right.
  if (status.startsWith('7.') && words) return words
  return BY_STATUS.find(([pattern]) => pattern.test(status))?.[1] ?? words ?? (reply === '552' ? 'full' : 'other')
}
