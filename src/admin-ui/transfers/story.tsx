import type { FC } from 'hono/jsx'
import type { TimelineEntry } from '../../flows/view/fold-timeline.ts'
import type { TransferPage } from '../../flows/view/read-transfer.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'

type Message = NonNullable<TransferPage['write']>

/** What happened to the order, oldest first: heard, written, acknowledged, with every try. */
export function storyOf(transfer: TransferPage): TimelineEntry[] {
  const { write, acknowledgement, acknowledgedAt, state, connectionName: name, number } = transfer
  const heard = say('Order {number} was found among those that wait for {name}.', { number, name })
  const planned = say('Its sales document was planned {n, plural, =1 {once} other {# times}}.', { n: transfer.plans })
  const over = state === 'gone' ? say('It is gone where it came from.') : say('It is acknowledged where it came from.')
  const entries = [
    entry('heard', transfer.heardAt, 'heard', heard),
    ...(write ? [entry('planned', write.createdAt, 'decided', planned)] : []),
    ...(write ? [written(write, transfer)] : []),
    ...(acknowledgement && acknowledgement.state !== 'delivered'
      ? [messageEntry('acknowledge', acknowledgement, say('The acknowledgement: {reason}', reasonOf(acknowledgement)))]
      : []),
    ...(acknowledgedAt
      ? [{ ...entry('over', acknowledgedAt, 'done', over), attempts: acknowledgement?.attempts ?? [] }]
      : []),
    ...(state === 'held' ? [entry('held', transfer.updatedAt, 'problem', told(transfer.reason))] : []),
  ]
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function entry(key: string, at: Date, stage: TimelineEntry['stage'], text: string): TimelineEntry {
  return { key, at, stage, text, actor: '', attempts: [] }
}

function messageEntry(key: string, message: Message, text: string): TimelineEntry {
  const at = message.finishedAt ?? message.attempts.at(-1)?.startedAt ?? message.createdAt
  const stage = message.stopped ? 'problem' : message.state === 'delivered' ? 'answered' : 'sent'
  return { ...entry(key, at, stage, text), attempts: message.attempts }
}

function written(write: Message, { writtenAt, erpNumber }: TransferPage): TimelineEntry {
  if (writtenAt === null || erpNumber === null)
    return messageEntry('write', write, say('The sales document: {reason}', reasonOf(write)))
  const text = say('It is in the ERP as {number}.', { number: erpNumber })
  return { ...entry('written', writtenAt, 'answered', text), attempts: write.attempts }
}

const reasonOf = ({ reason, state }: Message) => ({ reason: told(reason) || state })

/** What it waits for, with what to do. */
export const Waits: FC<{ readonly transfer: TransferPage }> = ({ transfer: { problems } }) =>
  problems.length === 0 ? null : (
    <section class="card problem" aria-label={say('What it waits for')}>
      {problems.map(({ id, title, remedy }) => (
        <>
          <h2>
            <a href={`/admin/problems#problem-${id}`}>{told(title)}</a>
          </h2>
          <p>{told(remedy)}</p>
        </>
      ))}
    </section>
  )
