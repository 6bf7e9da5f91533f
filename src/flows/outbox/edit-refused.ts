import { UserError } from '../../domain/errors.ts'

/** What of an edit is wrong, for the one who filled it in. */
export type EditField = 'part' | 'reason' | 'accept'

export class EditRefused extends UserError {
  readonly field: EditField
  constructor(field: EditField, message: string) {
    super(message)
    this.field = field
  }
}
