import type { OrderAddress } from '../../domain/order.ts'
import type { SapB1Settings } from './settings.ts'
import type { Cutter } from './text.ts'

/** An address in B1's terms, before it gets the prefix of its place (BillTo…, ShipTo…, none). */
interface B1Address {
  readonly names: readonly string[]
  readonly fields: Readonly<Record<string, string>>
}

const SIZES = { name: 50, street: 100, city: 100, zip: 20, county: 100, state: 3 }

export const personName = (address: Pick<OrderAddress, 'firstName' | 'lastName'>): string =>
  `${address.firstName} ${address.lastName}`.trim()

function translate(address: OrderAddress, settings: SapB1Settings, cut: Cutter, which: string): B1Address {
  const names = [address.company ?? '', personName(address)].filter(name => name.trim() !== '')
  const hasStates = settings.stateCountries.includes(address.country)
  const fields: Record<string, string> = {
    Street: cut(address.street.filter(line => line.trim() !== '').join(', '), SIZES.street, `Street of the ${which}`),
    ZipCode: cut(address.postcode, SIZES.zip, `Postcode of the ${which}`),
    City: cut(address.city, SIZES.city, `City of the ${which}`),
    Country: address.country,
    ...(hasStates && address.regionCode
      ? { State: cut(address.regionCode, SIZES.state, `State of the ${which}`) }
      : {}),
    ...(!hasStates && address.region ? { County: cut(address.region, SIZES.county, `Region of the ${which}`) } : {}),
  }
  return {
    names: names.map(name => cut(name, SIZES.name, `Name of the ${which}`)),
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
  }
}

/** The addresses of one document. Names have no field of their own there: Address2 and Address3 (contract §4.3). */
export function addressExtension(
  billing: OrderAddress,
  shipping: OrderAddress | undefined,
  settings: SapB1Settings,
  cut: Cutter,
): Record<string, string> {
  const place = (prefix: 'BillTo' | 'ShipTo', { names, fields }: B1Address) =>
    Object.fromEntries([
      ...Object.entries(fields).map(([field, value]) => [`${prefix}${field}`, value]),
      ...names.map((name, index) => [`${prefix}Address${index + 2}`, name]),
    ])
  return {
    ...(shipping ? place('ShipTo', translate(shipping, settings, cut, 'shipping address')) : {}),
    ...place('BillTo', translate(billing, settings, cut, 'billing address')),
  }
}

export interface PartnerAddress extends Readonly<Record<string, string>> {
  readonly AddressName: string
  readonly AddressType: 'bo_BillTo' | 'bo_ShipTo'
}

/** The addresses of a new business partner. Those of an existing one are never changed: documents carry their own. */
export function partnerAddresses(
  billing: OrderAddress,
  shipping: OrderAddress | undefined,
  settings: SapB1Settings,
  cut: Cutter,
): PartnerAddress[] {
  const row = (name: string, type: PartnerAddress['AddressType'], address: OrderAddress, which: string) => {
    const { names, fields } = translate(address, settings, cut, which)
    const named = Object.fromEntries(names.map((text, index) => [`AddressName${index + 2}`, text]))
    return { AddressName: name, AddressType: type, ...named, ...fields }
  }
  return [
    row('Bill to', 'bo_BillTo', billing, 'billing address'),
    ...(shipping ? [row('Ship to', 'bo_ShipTo', shipping, 'shipping address')] : []),
  ]
}
