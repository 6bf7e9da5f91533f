import type { Hour } from '../../flows/view/read-hours.ts'
import { say } from '../language/say.tsx'
import { durationText } from '../shell/words.tsx'

export const secondsText = (seconds: number): string => durationText(seconds * 1_000)

/** "12 sent, 1 not yet" */
export function mailsText({ mails }: Pick<Hour, 'mails'>): string {
  const parts = [
    say('{n} sent', { n: mails.sent }),
    ...(mails.unsent > 0 ? [say('{n} not yet', { n: mails.unsent })] : []),
    ...(mails.failed > 0 ? [say('{n} refused', { n: mails.failed })] : []),
  ]
  return parts.join(', ')
}
