import type { DocumentFilter, DocumentKind } from '../../flows/view/document-filter.ts'
import type { DocumentRow } from '../../flows/view/list-documents.ts'
import { say } from '../language/say.tsx'
import type { Tone } from '../shell/state.tsx'

export function kindName(kind: DocumentKind): string {
  switch (kind) {
    case 'invoice':
      return say('Invoice')
    case 'creditnote':
      return say('Credit note')
    case 'delivery':
      return say('Delivery note')
    case 'other':
      return say('Document')
  }
}

export function kindsName(kind: DocumentKind): string {
  switch (kind) {
    case 'invoice':
      return say('invoices')
    case 'creditnote':
      return say('credit notes')
    case 'delivery':
      return say('delivery notes')
    case 'other':
      return say('other documents')
  }
}

export function mailedName(mailed: NonNullable<DocumentFilter['mailed']>): string {
  switch (mailed) {
    case 'failed':
      return say('not delivered')
    case 'never':
      return say('not mailed yet')
    case 'waiting':
      return say('waiting to go out')
    case 'sent':
      return say('taken by the mail server')
  }
}

export function mailState(state: NonNullable<DocumentRow['mail']>['state']): {
  readonly tone: Tone
  readonly word: string
} {
  switch (state) {
    case 'waiting':
      return { tone: 'waiting', word: say('Waiting') }
    case 'sent':
      return { tone: 'done', word: say('Sent') }
    case 'failed':
      return { tone: 'failed', word: say('Not delivered') }
  }
}
