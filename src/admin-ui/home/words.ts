import type { Hour } from '../../flows/view/read-hours.ts'
import { durationText } from '../shell/words.tsx'

export const secondsText = (seconds: number): string => durationText(seconds * 1_000)

/** "12 sent, 1 not yet" */
export function mailsText({ mails }: Pick<Hour, 'mails'>): string {
  const parts = [
    `${mails.sent} sent`,
    ...(mails.unsent > 0 ? [`${mails.unsent} not yet`] : []),
    ...(mails.failed > 0 ? [`${mails.failed} refused`] : []),
  ]
  return parts.join(', ')
}
