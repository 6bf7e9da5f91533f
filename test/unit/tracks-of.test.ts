import { expect, test } from 'vitest'
import { connectionPolicies } from '../../src/domain/settings.ts'
import { trackOf } from '../../src/flows/erp/tracks-of.ts'

const policies = connectionPolicies.parse({ carriers: { '3': { code: 'gls', title: 'GLS' } } })

test.each([
  ['3', { carrierCode: 'gls', title: 'GLS' }],
  ['4', { carrierCode: 'custom', title: 'Shipment' }],
  ['DPD', { carrierCode: 'custom', title: 'DPD' }],
  [undefined, { carrierCode: 'custom', title: 'Shipment' }],
])('a customer reads the name of carrier %s, never its number in the ERP', (carrier, shown) => {
  expect(trackOf({ policies }, { number: 'AA1', carrier })).toEqual({ number: 'AA1', ...shown })
})
