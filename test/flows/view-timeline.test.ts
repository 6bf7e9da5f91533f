import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldTimeline, type TimelineAttempt, type TimelineEvent } from '../../src/flows/view/fold-timeline.ts'

const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 14, 2, second))
const event = (
  id: number,
  second: number,
  stage: TimelineEvent['stage'],
  text: string,
  outboxId: number | null = null,
): TimelineEvent => ({ id, at: at(second), stage, text, actor: 'Orderbridge', outboxId })
const attempt = (id: number, second: number, outboxId: number, error: string | null = null): TimelineAttempt => ({
  id,
  outboxId,
  step: 'send',
  startedAt: at(second),
  durationMs: 10,
  outcome: error ? 'retrying' : 'delivered',
  error,
})

describe('the story of an order', () => {
  test('tells tries in between only once, with the outcome', () => {
    const story = foldTimeline(
      [
        event(1, 0, 'heard', 'placed'),
        event(2, 5, 'answered', 'Try 1 did not get through', 9),
        event(3, 10, 'answered', 'Try 2 did not get through', 9),
        event(4, 20, 'done', 'It is in the ERP', 9),
      ],
      [attempt(1, 4, 9, 'refused'), attempt(2, 9, 9, 'refused'), attempt(3, 19, 9)],
    )
    expect(story.map(entry => [entry.text, entry.attempts.length])).toEqual([
      ['placed', 0],
      ['It is in the ERP', 3],
    ])
  })

  test('tells the last try while there is no outcome yet', () => {
    const story = foldTimeline(
      [event(1, 5, 'answered', 'Try 1', 9), event(2, 10, 'answered', 'Try 2', 9)],
      [attempt(1, 4, 9, 'refused'), attempt(2, 9, 9, 'refused')],
    )
    expect(story.map(entry => [entry.text, entry.attempts.length])).toEqual([['Try 2', 2]])
  })

  test('keeps the tries of each outcome apart when a person asked again in between', () => {
    const story = foldTimeline(
      [
        event(1, 5, 'problem', 'It was refused', 9),
        event(2, 7, 'person', 'Petra asked to try again'),
        event(3, 12, 'done', 'It is in the ERP', 9),
      ],
      [attempt(1, 4, 9, 'bad item'), attempt(2, 11, 9)],
    )
    expect(story.map(entry => [entry.text, entry.attempts.map(one => one.id)])).toEqual([
      ['It was refused', [1]],
      ['Petra asked to try again', []],
      ['It is in the ERP', [2]],
    ])
  })

  test('shows tries that nothing tells of yet', () => {
    const [entry] = foldTimeline([], [attempt(1, 4, 9, 'connect ECONNREFUSED')])
    expect(entry).toMatchObject({ key: 'a1', stage: 'sent', text: 'Under way: connect ECONNREFUSED' })
  })

  test('loses no try and no outcome, and is in order, whatever happened', () => {
    const stage = fc.constantFrom<TimelineEvent['stage'][]>(
      'heard',
      'decided',
      'sent',
      'answered',
      'done',
      'problem',
      'person',
    )
    const outbox = fc.constantFrom(null, 1, 2, 3)
    const events = fc
      .array(fc.tuple(fc.nat(50), stage, outbox), { maxLength: 20 })
      .map(list =>
        list
          .sort(([a], [b]) => a - b)
          .map(([second, kind, outboxId], index) => event(index + 1, second, kind, `text ${index}`, outboxId)),
      )
    const tries = fc
      .array(fc.tuple(fc.nat(50), fc.constantFrom(1, 2, 3)), { maxLength: 12 })
      .map(list =>
        list.sort(([a], [b]) => a - b).map(([second, outboxId], index) => attempt(index + 1, second, outboxId)),
      )
    fc.assert(
      fc.property(events, tries, (told, tried) => {
        const story = foldTimeline(told, tried)
        expect(story.flatMap(entry => entry.attempts.map(one => one.id)).sort((a, b) => a - b)).toEqual(
          tried.map(one => one.id),
        )
        const texts = new Set(story.map(entry => entry.text))
        for (const one of told)
          if (one.stage !== 'answered' || one.outboxId === null) expect(texts.has(one.text)).toBe(true)
        const times = story.map(entry => entry.at.getTime())
        expect(times).toEqual([...times].sort((a, b) => a - b))
        expect(new Set(story.map(entry => entry.key)).size).toBe(story.length)
      }),
    )
  })
})
