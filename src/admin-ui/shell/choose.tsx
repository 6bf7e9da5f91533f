import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'
import type { Viewer } from '../viewer.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

interface ChooseProps {
  readonly name: string
  readonly label: string
  /** What stands there while nothing is chosen. */
  readonly any: string
  readonly choices: readonly Choice[]
  readonly chosen: string
}

/** A list to choose one of, or none. */
export const Choose: FC<ChooseProps> = ({ name, label, any, choices, chosen }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{any}</option>
      {choices.map(choice => (
        <option value={choice.value} selected={choice.value === chosen}>
          {choice.label}
        </option>
      ))}
    </select>
  </div>
)

/** One of the stores of whoever looks; nothing to choose where there is one. */
export const ChooseStore: FC<{ readonly viewer: Pick<Viewer, 'stores'>; readonly chosen: string }> = ({
  viewer: { stores },
  chosen,
}) =>
  stores.length > 1 ? (
    <Choose
      name="store"
      label={say('Store')}
      any={say('all stores')}
      choices={stores.map(({ code, name }) => ({ value: code, label: name }))}
      chosen={chosen}
    />
  ) : null
