import type { FC } from 'hono/jsx'
import { Say, say } from '../language/say.tsx'
import { Moment } from '../shell/words.tsx'

/** Why invoices that have just come are not here yet: after midnight that is all of them. */
export const AsOf: FC<{ readonly compared: Date | undefined }> = ({ compared }) => (
  <p class="under">
    {compared ? (
      <Say
        text="Invoices and credits are as the hourly comparison of both sides saw them {when}. Later ones stand here after the next one."
        when={<Moment at={compared} />}
      />
    ) : (
      say('Invoices and credits stand here after the first comparison of both sides, within the hour.')
    )}
  </p>
)
