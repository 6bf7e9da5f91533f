import type { FC } from 'hono/jsx'
import type { InboxRow } from '../../flows/view/list-inbox.ts'
import type { InboxBody } from '../../flows/view/read-inbox-body.ts'
import { say } from '../language/say.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'
import { Moment, sizeText } from '../shell/words.tsx'
import { subjectName } from './names.ts'

/** For whoever compares it with the sender's log: its key, its moments, and its body as long as there is one. */
export const EvidenceOf: FC<{ readonly row: InboxRow; readonly body: InboxBody }> = ({ row, body }) => (
  <div class="exchange">
    <dl class="facts">
      <div>
        <dt>{say('Received')}</dt>
        <dd>
          <Exactly at={row.receivedAt} />
        </dd>
      </div>
      {row.processedAt ? (
        <div>
          <dt>{say('Read')}</dt>
          <dd>
            <Exactly at={row.processedAt} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{say('Inbox message')}</dt>
        <dd>{row.id}</dd>
      </div>
      <div>
        <dt>{say('Key of the sender')}</dt>
        <dd class="breaks">{row.key}</dd>
      </div>
    </dl>
    {body.kind === 'shown' ? <pre class="verbatim">{body.text}</pre> : null}
    <p class="under">{bodyText(body)}</p>
  </div>
)

/** To the second, as logs have it. */
const Exactly: FC<{ readonly at: Date }> = ({ at }) => (
  <>
    <Moment at={at} as="moment" /> <span class="under-inline">({at.toISOString().slice(11, 19)} UTC)</span>
  </>
)

function bodyText(body: InboxBody): string {
  switch (body.kind) {
    case 'shown':
      return body.isCut
        ? say('The beginning of {size}. Names, streets, phones, e-mails and secrets are masked.', {
            size: sizeText(body.size),
          })
        : say('Names, streets, phones, e-mails and secrets are masked.')
    case 'too large':
      return say('Its body of {size} is too large to be shown.', { size: sizeText(body.size) })
    case 'dropped':
      return say('Its body was dropped when it was read. What it told of is a row of its own each.')
    case 'none':
      return say('It came without a body: it says where to look, and there it is read how things stand.')
  }
}

export const ReadAgainDialog: FC<{ readonly row: InboxRow }> = ({ row }) => (
  <Dialog
    title={say('Read again: {what}', { what: subjectName(row) })}
    action={`/admin/inbox/${row.id}/read-again`}
    submit={say('Read it again')}
  >
    <p>
      {say(
        'It is read how things stand in Magento or in the ERP now. What is known already comes to nothing, so it does no harm.',
      )}
    </p>
    <input type="hidden" name="tries" value={String(row.attempts)} />
    <Reason quick={[say('The cause is mended'), say('The settings were changed'), say('To see what comes of it')]} />
  </Dialog>
)
