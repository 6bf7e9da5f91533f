import type { FC } from 'hono/jsx'
import type { FormField } from '../../domain/start-fields.ts'
import { DraftMistakes } from '../../flows/connect/read-draft.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { nameIn } from '../mappings/names.ts'
import type { AdminContext } from '../viewer.ts'

interface Fields {
  readonly settings: readonly FormField[]
  readonly secrets: readonly FormField[]
}

/** What is wrong is said with the names that the form has for it. */
export async function orMistakes(c: AdminContext, form: Fields, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof DraftMistakes)) throw error
    return await c.html(<Mistakes mistakes={error.mistakes} form={form} />, 422)
  }
}

const Mistakes: FC<{ readonly mistakes: DraftMistakes['mistakes']; readonly form: Fields }> = ({ mistakes, form }) => (
  <div class="toast toast-bad" role="alert">
    <ul>
      {mistakes.map(({ place, line, text }) => (
        <li>
          <strong>{placeName(place, form)}</strong>
          {line === undefined ? '' : ` (${say('line {line}', { line })})`}: {told(text)}
        </li>
      ))}
    </ul>
  </div>
)

function placeName(place: string, form: Fields): string {
  if (place === 'code') return say('Code')
  if (place === 'name') return say('Name')
  const [part, of] = place.split('.')
  const field = (part === 'secrets' ? form.secrets : form.settings).find(one => one.of === of)
  return field ? nameIn(field.name) : place
}
