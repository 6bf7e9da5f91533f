import { RemoteError } from '../../domain/errors.ts'
import { type Answer, classOf, isFine, wordsOf } from './client.ts'
import { holds } from './conditions.ts'
import { refusal, unreadable } from './errors.ts'
import { readText } from './fields.ts'
import { noticesIn } from './notices.ts'
import { type Check, classes } from './request-schema.ts'
import { attributeScript, type RunOptions, runTransform } from './run-transform.ts'
import { TransformError } from './transform/transform.ts'

/** The answer to a write, judged: it is done, maybe under an id that is told. */
export interface Judged {
  readonly id?: string
  readonly number?: string
  readonly attributes: Readonly<Record<string, string>>
}

export interface Case extends RunOptions {
  readonly check: Check
  readonly answer: Answer
  /** For errors: "the new order". */
  readonly what: string
  readonly request: unknown
  readonly attributes: Readonly<Record<string, string>>
  readonly clock: { now(): Date }
}

/** @throws RemoteError with the class that the flow, or else the status, gives the answer. */
export async function judge(given: Case): Promise<Judged> {
  const { check, answer, attributes } = given
  if (answer.imagined) return { id: '(new)', attributes }
  const judged = check.script === undefined ? judgeByRules(given) : await judgeByScript(given, check.script)
  for (const text of noticesIn(answer, given.settings)) given.log(`The ERP took it, and says: ${text}`)
  return judged
}

function judgeByRules({ check, answer, what, attributes, settings }: Case): Judged {
  const words = wordsOf(answer, {
    ...settings.answers,
    errorText: check.errorText ?? settings.answers.errorText,
    errorCode: check.errorCode ?? settings.answers.errorCode,
  })
  // Cut, or the page of a proxy: what became of the write is not known.
  if (isUnreadable(answer)) throw unreadable(what, true)
  const rule = check.classes.find(({ when }) => holds(when, answer))
  const adopted = rule?.class === 'duplicate' ? readText(answer.body, rule.id) : undefined
  if (adopted !== undefined) return { id: adopted, attributes }
  if (rule) throw refusal(rule.class, { ...answer, ...words })
  const success = check.success ?? settings.answers.success
  const isRightStatus = success?.statuses === undefined ? isFine(answer) : success.statuses.includes(answer.status)
  if (!isRightStatus && !isFine(answer)) throw refusal(classOf(answer, settings, true), { ...answer, ...words })
  if (!isRightStatus || (success && !holds(success, answer))) throw refusal('permanent', { ...answer, ...words })
  const id = readText(answer.body, check.id) ?? keyInHeader(answer, check)
  const number = readText(answer.body, check.number)
  return { ...(id !== undefined && { id }), ...(number !== undefined && { number }), attributes }
}

/** ".../orders/12345": the address of what was made ends in its key. */
function keyInHeader({ headers, url }: Answer, { idHeader }: Check): string | undefined {
  const address = idHeader === undefined ? undefined : headers[idHeader.toLowerCase()]
  const last = URL.parse(address ?? '', url)
    ?.pathname.split('/')
    .findLast(part => part !== '')
  if (address === undefined || last === undefined) return undefined
  try {
    return decodeURIComponent(last)
  } catch {
    return undefined
  }
}

const isUnreadable = (answer: Answer): boolean =>
  isFine(answer) && answer.body === undefined && answer.bytes.byteLength > 0

/** The script sees request and response and says what it means; what it does not say is said by the status. */
async function judgeByScript(given: Case, source: string): Promise<Judged> {
  const { answer, what, request, clock } = given
  const input = { request, response: { status: answer.status, body: answer.body ?? null } }
  const world = { now: clock.now(), random: 0 }
  const { attributes } = await runTransform(given, attributeScript(source), input, given.attributes, world).catch(
    cause => {
      if (!(cause instanceof TransformError)) throw cause
      const line = cause.line === undefined ? '' : ` (line ${cause.line})`
      const message = `The check script stopped${line}, so that the answer to ${what} is not judged: ${cause.message.slice(0, 300)}`
      throw new RemoteError({ errorClass: 'unknown', code: 'http-flow:check-script', message }, { cause })
    },
  )
  for (const [name, text] of Object.entries(attributes)) if (name.startsWith('log.')) given.log(`${name}: ${text}`)
  const { result, erp_id: id, erp_number: number, error_text: text, error_code: code } = attributes
  if (result === undefined && isUnreadable(answer)) throw unreadable(what, true)
  const errorClass = classes.find(one => one === result)
  const isDone = result === 'success' || (result === undefined && isFine(answer)) || (errorClass === 'duplicate' && id)
  if (isDone) return { ...(id && { id }), ...(number && { number }), attributes }
  const words = wordsOf(answer, given.settings.answers)
  throw refusal(errorClass ?? classOf(answer, given.settings, true), {
    ...answer,
    text: text ?? words.text,
    code: code ?? words.code,
  })
}
