import type { FC } from 'hono/jsx'
import type { FieldMistake } from '../../flows/settings/settings-mistakes.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'

/** "must be at least 1" → "Must be at least 1." */
export function sentenceOf(text: string): string {
  const words = told(text)
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`
}

/** Before the form: that nothing was changed, and what has no field of its own. */
export const Summary: FC<{ readonly mistakes: readonly FieldMistake[]; readonly shown: readonly string[] }> = ({
  mistakes,
  shown,
}) =>
  mistakes.length === 0 ? null : (
    <div class="refused" role="alert">
      <p>
        {say(
          '{n, plural, one {# value cannot be used; it is marked below.} other {# values cannot be used; they are marked below.}} Nothing was changed.',
          { n: mistakes.length },
        )}
      </p>
      {mistakes
        .filter(({ field }) => !shown.includes(field))
        .map(({ field, text }) => (
          <p>
            {field}: {told(text)}
          </p>
        ))}
    </div>
  )

/** Beside the field that it is about. */
export const Wrong: FC<{ readonly id: string; readonly mistakes: readonly FieldMistake[] }> = ({ id, mistakes }) =>
  mistakes.length === 0 ? null : (
    <p class="field-wrong" id={id}>
      {mistakes.map(({ row, text }) => (row ? `${row}: ${told(text)}.` : sentenceOf(text))).join(' ')}
    </p>
  )
