import type { FC } from 'hono/jsx'
import { say } from '../language/say.tsx'

/** One of a few reasons, or one's own words. Typing chooses the last one. */
export const Reason: FC<{ readonly quick: readonly string[] }> = ({ quick }) => (
  <fieldset class="reasons">
    <legend>{say('Why')}</legend>
    {quick.map((reason, index) => (
      <label>
        <input type="radio" name="reason" value={reason} required {...(index === 0 && { 'data-first-focus': '' })} />
        {reason}
      </label>
    ))}
    <label>
      <input type="radio" name="reason" value="" required data-own-reason />
      {say('Another reason:')}
      <input type="text" aria-label={say('Another reason')} maxlength={300} data-own-reason-text />
    </label>
  </fieldset>
)
