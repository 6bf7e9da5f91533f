import type { Child, FC } from 'hono/jsx'
import type { EditField } from '../../flows/outbox/edit-refused.ts'
import type { MessagePage } from '../../flows/view/read-message.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'

/** What somebody has filled in. */
export interface EditDraft {
  readonly part: string
  readonly reason: string
  readonly accept: boolean
}

/** What is wrong with it, by field. */
export type EditErrors = Partial<Readonly<Record<EditField, string>>>

interface FieldsProps {
  readonly part: NonNullable<MessagePage['part']>
  readonly draft?: EditDraft | undefined
  readonly errors?: EditErrors | undefined
}

/** The part of a message that may be edited, each mistake at its field; the first one has the focus. */
export const EditFields: FC<FieldsProps> = ({ part, draft, errors = {} }) => {
  const [first = 'part'] = (['part', 'reason', 'accept'] as const).filter(field => errors[field] !== undefined)
  const marks = (field: EditField) => ({
    ...(errors[field] !== undefined && { 'aria-invalid': 'true', 'aria-describedby': `${field}-wrong` }),
    ...(field === first && { 'data-first-focus': '' }),
  })
  return (
    <>
      <div class="field">
        <label for="part">{say('{noun}, as JSON', { noun: told(part.noun) })}</label>
        <textarea id="part" name="part" rows={14} spellcheck={false} class="code" required {...marks('part')}>
          {draft?.part ?? JSON.stringify(part.value, null, 2)}
        </textarea>
        <Wrong field="part">{errors.part}</Wrong>
      </div>
      <div class="field">
        <label for="reason">{say('Why (when you change something)')}</label>
        <input
          id="reason"
          name="reason"
          type="text"
          maxlength={300}
          autocomplete="off"
          value={draft?.reason ?? ''}
          {...marks('reason')}
        />
        <Wrong field="reason">{errors.reason}</Wrong>
      </div>
      <div class="field">
        <label class="choice">
          <input type="checkbox" name="accept" value="yes" checked={draft?.accept ?? false} {...marks('accept')} />{' '}
          {say('Send it although it does not come to the order’s total')}
        </label>
        <Wrong field="accept">{errors.accept}</Wrong>
      </div>
    </>
  )
}

const Wrong: FC<{ readonly field: EditField; readonly children?: Child }> = ({ field, children }) =>
  children ? (
    <p class="field-wrong" id={`${field}-wrong`}>
      {children}
    </p>
  ) : null
