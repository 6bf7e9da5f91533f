import { CATALOGUE_COUNTS } from '../catalogue/words.ts'
import { say } from '../language/say.tsx'

/** "mails" → "1 mail": what a run counts, in words; those that are left out are for the run itself. */
const COUNTS: Readonly<Record<string, (n: number) => string>> = {
  ...CATALOGUE_COUNTS,
  read: n => say('{n} read', { n }),
  new: n => say('{n} new', { n }),
  gaps: n => say('{n, plural, one {# gap} other {# gaps}}', { n }),
  left: n => say('{n} left', { n }),
  views: n => say('{n, plural, one {# view} other {# views}}', { n }),
  missed: n => say('{n} missed', { n }),
  reread: n => say('{n} read again', { n }),
  open: n => say('{n} open', { n }),
  released: n => say('{n} released', { n }),
  refused: n => say('{n} refused', { n }),
  canceled: n => say('{n} cancelled', { n }),
  found: n => say('{n} found', { n }),
  gone: n => say('{n} gone', { n }),
  unheard: n => say('{n} unheard', { n }),
  healed: n => say('{n} healed', { n }),
  closed: n => say('{n, plural, one {# day} other {# days}} closed', { n }),
  changed: n => say('{n, plural, one {# closed day} other {# closed days}} changed', { n }),
  subscribed: n => say('{n} subscribed', { n }),
  planned: n => say('{n} planned', { n }),
  held: n => say('{n} held', { n }),
  failed: n => say('{n} failed', { n }),
  again: n => say('{n} acknowledged again', { n }),
  ended: n => say('{n} ended', { n }),
  settled: n => say('{n} corrected in the ERP', { n }),
  mails: n => say('{n, plural, one {# mail} other {# mails}}', { n }),
  told: n => say('{n, plural, one {# problem} other {# problems}} told', { n }),
  over: n => say('{n} over', { n }),
  keys: n => say('{n, plural, one {# old key} other {# old keys}}', { n }),
  runs: n => say('{n, plural, one {# old run} other {# old runs}}', { n }),
  'months made': n => say('{n, plural, one {# month} other {# months}} made', { n }),
  'months dropped': n => say('{n, plural, one {# month} other {# months}} dropped', { n }),
  'old requests': n => say('{n, plural, one {# old request} other {# old requests}}', { n }),
  'old messages heard': n => say('{n, plural, one {# old message} other {# old messages}} heard', { n }),
}

export const hasWords = (name: string): boolean => Object.hasOwn(COUNTS, name)

/** What a run did; what it did not do is left out. */
export const countsText = (counts: Readonly<Record<string, unknown>>): string =>
  Object.entries(COUNTS)
    .flatMap(([name, words]) => {
      const count = counts[name]
      return typeof count === 'number' && count !== 0 ? [words(count)] : []
    })
    .join(', ') || say('nothing new')
