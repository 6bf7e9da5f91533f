import { fixed } from '../../domain/amount.ts'
import type { FollowUp, FollowUpKind } from '../../domain/fulfilment.ts'
import type { Difference } from './difference.ts'
import type { ErpSide, FollowUpRow, Known } from './sides.ts'

export const NOUNS: Readonly<Record<FollowUpKind, string>> = {
  shipment: 'Delivery',
  invoice: 'Invoice',
  credit_note: 'Credit note',
}

/** Deliveries, invoices and credit notes of the ERP against those that we have heard of. */
export function compareFollowUps({ followUps }: Known, side: ErpSide): Difference[] {
  const rows = followUps.filter(row => row.connection === side.connection.code)
  const rowOf = (followUp: FollowUp) => rows.find(row => row.kind === followUp.kind && row.erpId === followUp.erpId)
  const unheard = side.followUps.flatMap(followUp => {
    const row = rowOf(followUp)
    if (!row && !followUp.canceled) return [unheardOf(side, followUp, 'was made')]
    return row && row.canceled === 0 && followUp.canceled ? [unheardOf(side, followUp, 'was cancelled')] : []
  })
  const isThere = (row: FollowUpRow) =>
    side.followUps.some(followUp => followUp.kind === row.kind && followUp.erpId === row.erpId)
  const gone = rows.filter(row => row.canceled === 0 && !isThere(row)).map(row => goneFromErp(side, row))
  return [...unheard, ...gone]
}

const unheardOf = ({ connection }: ErpSide, followUp: FollowUp, happened: string): Difference => ({
  what: `${followUp.kind}:${connection.code}:${followUp.erpId}`,
  connection: connection.code,
  class: 'ours_late',
  text: `${NOUNS[followUp.kind]} ${followUp.erpNumber} ${happened} in ${connection.name} and the bridge has not heard of it; it is read now.`,
  magento: 'not heard of',
  erp: `${followUp.erpNumber}, ${fixed(followUp.total, 2)} ${followUp.currency}`,
  heal: { entity: followUp.kind, entityKey: followUp.erpId },
})

const goneFromErp = ({ connection }: ErpSide, row: FollowUpRow): Difference => ({
  what: `${row.kind}:${connection.code}:${row.erpId}`,
  connection: connection.code,
  class: 'impossible',
  text: `${NOUNS[row.kind]} ${row.erpNumber} is not in ${connection.name} any more, or not of this order's sales document. Find out who changed it.`,
  magento: row.magentoNumber ?? row.erpNumber,
  erp: 'none',
})
