import { streamAttachment } from './attachments.ts'
import { malformed, refuse } from './b1-error.ts'
import { createBusinessPartner, updateBusinessPartner } from './business-partners.ts'
import type { Entity, Work } from './company.ts'
import { cancelDocument, closeDocument, createCancellation, reopenDocument } from './document-actions.ts'
import { createDocument, createDraft, updateDocument } from './document-post.ts'
import { type B1Document, type DocumentKind, documentKinds, kindByDraftCode } from './documents.ts'
import { createItem, updateItem } from './items.ts'
import { cancelPayment, createPayment } from './payments.ts'
import type { Answer } from './service-layer.ts'
import { createSqlQuery, streamSqlQuery, updateSqlQuery } from './sql-queries.ts'
import { createUserField } from './user-fields.ts'
import { createSubscription, subscriptionActions, updateSubscription } from './webhooks.ts'

/** Everything that is addressed as a collection below the service root, and what it can do. */
export interface EntitySet {
  readonly name: string
  readonly type: string
  /** Property names, in the order of the storage key. */
  readonly keys: readonly string[]
  readonly create?: (work: Work, body: Entity) => Entity | 'saved-as-draft'
  readonly update?: (work: Work, current: Entity, changes: Entity, replaceCollections: boolean) => Entity
  readonly remove?: (work: Work, current: Entity) => void
  /** POST below an entity; what it returns is answered with 201, nothing with 204. */
  readonly actions?: Readonly<Record<string, (work: Work, current: Entity) => Entity | undefined>>
  /** GET below an entity that is not a property. */
  readonly stream?: (work: Work, current: Entity, rest: string, params: URLSearchParams) => Answer | undefined
}

const asDocument = (entity: Entity): B1Document => entity as B1Document // only documents are stored in these sets

function documentSet(kind: DocumentKind): EntitySet {
  const { set } = kind
  return {
    name: set,
    type: 'Document',
    keys: ['DocEntry'],
    create: (work, body) => {
      const approval = work.company.faults.take(['approvalDraft'], 'POST', `/${set}`)
      if (!approval) return createDocument(work, kind, body)
      createDraft(work, kind, body, true)
      return 'saved-as-draft'
    },
    update: (work, current, changes, replace) => updateDocument(work, kind, set, asDocument(current), changes, replace),
    actions: {
      Cancel: (work, current) => void cancelDocument(work, kind, asDocument(current)),
      Close: (work, current) => void closeDocument(work, kind, asDocument(current)),
      Reopen: (work, current) => void reopenDocument(work, kind, asDocument(current)),
      CreateCancellationDocument: (work, current) => createCancellation(work, kind, asDocument(current)),
    },
  }
}

const draftKind = (entity: Entity): DocumentKind =>
  kindByDraftCode(entity.DocObjectCode) ?? malformed("Property 'DocObjectCode' of 'Document' is invalid")

const drafts: EntitySet = {
  name: 'Drafts',
  type: 'Document',
  keys: ['DocEntry'],
  create: (work, body) => createDraft(work, draftKind(body), body, false),
  update: (work, current, changes, replace) => ({
    ...updateDocument(work, draftKind(current), 'Drafts', asDocument(current), changes, replace),
  }),
  remove: (work, current) => work.put('Drafts', String(current.DocEntry), undefined),
}

/** Master data without behaviour of its own. */
const plainSet = (name: string, type: string, ...keys: string[]): EntitySet => ({
  name,
  type,
  keys,
  create: (work, body) => {
    const key = keys
      .map(property => String(body[property] ?? malformed(`Key property '${property}' is missing`)))
      .join('|')
    if (work.get(name, key)) refuse(-2035, 'This entry already exists in the following tables (ODBC -2035)')
    work.put(name, key, body)
    return body
  },
  update: (work, current, changes) => {
    const changed = { ...current, ...changes }
    work.put(name, keys.map(property => String(current[property])).join('|'), changed)
    return changed
  },
})

function inUse(work: Work, property: 'CardCode' | 'ItemCode', value: unknown): boolean {
  return documentKinds.some(({ set }) =>
    work
      .list<B1Document>(set)
      .some(document =>
        property === 'CardCode'
          ? document.CardCode === value
          : document.DocumentLines.some(line => line.ItemCode === value),
      ),
  )
}

function removeUnused(set: string, property: 'CardCode' | 'ItemCode') {
  return (work: Work, current: Entity): void => {
    if (inUse(work, property, current[property])) refuse(-10, 'Cannot remove: linked to documents')
    work.put(set, String(current[property]), undefined)
  }
}

const sets: readonly EntitySet[] = [
  ...documentKinds.map(documentSet),
  drafts,
  {
    name: 'BusinessPartners',
    type: 'BusinessPartner',
    keys: ['CardCode'],
    create: createBusinessPartner,
    update: updateBusinessPartner,
    remove: removeUnused('BusinessPartners', 'CardCode'),
  },
  {
    name: 'Items',
    type: 'Item',
    keys: ['ItemCode'],
    create: createItem,
    update: updateItem,
    remove: removeUnused('Items', 'ItemCode'),
  },
  {
    name: 'IncomingPayments',
    type: 'Payment',
    keys: ['DocEntry'],
    create: createPayment,
    actions: { Cancel: (work, current) => void cancelPayment(work, current) },
  },
  { name: 'Attachments2', type: 'Attachments2', keys: ['AbsoluteEntry'], stream: streamAttachment },
  {
    name: 'UserFieldsMD',
    type: 'UserFieldMD',
    keys: ['TableName', 'FieldID'],
    create: (work, body) => {
      const field = createUserField(work, body)
      work.put('UserFieldsMD', `${String(field.TableName)}|${String(field.FieldID)}`, field)
      return field
    },
  },
  {
    name: 'SQLQueries',
    type: 'SQLQuery',
    keys: ['SqlCode'],
    create: createSqlQuery,
    update: updateSqlQuery,
    remove: (work, current) => work.put('SQLQueries', String(current.SqlCode), undefined),
    stream: streamSqlQuery,
  },
  {
    name: 'EventSubscriptions',
    type: 'EventSubscription',
    keys: ['WebhookID'],
    create: createSubscription,
    update: updateSubscription,
    remove: (work, current) => work.put('EventSubscriptions', String(current.WebhookID), undefined),
    actions: subscriptionActions,
  },
  { name: 'EventNotifications', type: 'EventNotification', keys: ['NotificationID'] },
  plainSet('VatGroups', 'VatGroup', 'Code'),
  plainSet('AdditionalExpenses', 'AdditionalExpense', 'ExpensCode'),
  plainSet('ShippingTypes', 'ShippingType', 'Code'),
  plainSet('Warehouses', 'Warehouse', 'WarehouseCode'),
  plainSet('PriceLists', 'PriceList', 'PriceListNo'),
  plainSet('BusinessPartnerGroups', 'BusinessPartnerGroup', 'Code'),
  plainSet('PaymentTermsTypes', 'PaymentTermsType', 'GroupNumber'),
  plainSet('WizardPaymentMethods', 'WizardPaymentMethod', 'PaymentMethodCode'),
  plainSet('ChartOfAccounts', 'ChartOfAccount', 'Code'),
  plainSet('Currencies', 'Currency', 'Code'),
]

export const entitySets: ReadonlyMap<string, EntitySet> = new Map(sets.map(set => [set.name, set]))
