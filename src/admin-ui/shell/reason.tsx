import type { FC } from 'hono/jsx'

/** One of a few reasons, or one's own words. Typing chooses the last one. */
export const Reason: FC<{ readonly quick: readonly string[] }> = ({ quick }) => (
  <fieldset class="reasons">
    <legend>Why</legend>
    {quick.map((reason, index) => (
      <label>
        <input type="radio" name="reason" value={reason} required {...(index === 0 && { 'data-first-focus': '' })} />
        {reason}
      </label>
    ))}
    <label>
      <input type="radio" name="reason" value="" required data-own-reason />
      Another reason:
      <input type="text" aria-label="Another reason" maxlength={300} data-own-reason-text />
    </label>
  </fieldset>
)
