import type { FC } from 'hono/jsx'
import type { MailingPreview } from '../../flows/view/preview-mailing.ts'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { kindName } from './names.ts'

/** One request of the page takes so many at most; the next ones are for the next press. */
export const MOST_MAILS = 500

interface MailingProps {
  readonly preview: MailingPreview
  /** The filter as the address has it: "mail=failed". */
  readonly query: string
  /** The filter in words. */
  readonly sentence: string
  /** Of this dialog: its button pressed twice is pressed once. */
  readonly wish: string
}

/** How many mails, to whom, and what is left out, before anything goes. */
export const MailingDialog: FC<MailingProps> = ({ preview, query, sentence, wish }) => {
  const now = Math.min(preview.documents, MOST_MAILS)
  return (
    <Dialog
      title={say('Mail {n, plural, one {# document} other {# documents}}', { n: preview.documents })}
      action={`/admin/documents/mailing?${query}`}
      submit={say('Send {n, plural, one {# mail} other {# mails}}', { n: now })}
    >
      <p>
        {say(
          'Those chosen ({filter}), each to its customer: {people, plural, one {# person gets} other {# people get}} {documents, plural, one {# mail} other {# mails}}.',
          { filter: sentence, people: preview.recipients, documents: preview.documents },
        )}{' '}
        {preview.originals > 0
          ? say(
              '{n, plural, one {# that nobody got yet goes out as it is} other {# that nobody got yet go out as they are}}; every other one is stamped as a copy.',
              { n: preview.originals },
            )
          : say('Each is stamped as a copy.')}
        {preview.documents > now ? ` ${say('{now} now, the newest first; press again for the next.', { now })}` : null}
      </p>
      <LeftOut preview={preview} />
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{say('Document')}</th>
            <th scope="col">{say('Order')}</th>
            <th scope="col">{say('To')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.first.map(({ kind, number, order, recipient }) => (
            <tr>
              <th scope="row">
                {kindName(kind)} {number}
              </th>
              <td>{order}</td>
              <td class="breaks">{recipient}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.documents > preview.first.length ? (
        <p class="under">{say('and {n} more', { n: preview.documents - preview.first.length })}</p>
      ) : null}
      <input type="hidden" name="wish" value={wish} />
      <Reason
        quick={[
          say('The mail server was down'),
          say('The customers did not get them'),
          say('Mails were switched on late'),
        ]}
      />
    </Dialog>
  )
}

const LeftOut: FC<{ readonly preview: MailingPreview }> = ({ preview: { onItsWay, ofSeveral, withoutSender } }) => (
  <>
    {onItsWay > 0 ? (
      <p class="under">
        {say('{n, plural, one {# is} other {# are}} left out: on the way, or mailed in the last 10 minutes.', {
          n: onItsWay,
        })}
      </p>
    ) : null}
    {ofSeveral > 0 ? (
      <p class="under">
        {say(
          '{n, plural, one {# holds} other {# hold}} orders of several customers and {n, plural, one {is} other {are}} left out: send by hand where it is right.',
          { n: ofSeveral },
        )}
      </p>
    ) : null}
    {withoutSender.length > 0 ? (
      <p class="differs">
        {say('Left out, because no sender is set: {stores}.', { stores: withoutSender.join(', ') })}
      </p>
    ) : null}
  </>
)
