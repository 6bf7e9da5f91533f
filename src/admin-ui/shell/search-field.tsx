import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'

interface SearchFieldProps {
  readonly value: string
  readonly maxlength: number
  /** What is searched for, where the word "Search" does not say it. */
  readonly label?: string
  readonly placeholder?: string
}

/** The field that "/" leads to, with its button: they never part when a row of filters wraps. */
export const SearchField: FC<SearchFieldProps> = ({ value, maxlength, label, placeholder }) => (
  <div class="field grow">
    <label for="q">{label ?? say('Search')}</label>
    <div class="search-line">
      <input
        id="q"
        name="q"
        type="search"
        value={value}
        maxlength={maxlength}
        autocomplete="off"
        {...(placeholder !== undefined && { placeholder })}
        data-search
      />
      <button type="submit">{say('Search')}</button>
    </div>
  </div>
)
