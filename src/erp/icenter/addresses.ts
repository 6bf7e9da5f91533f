import type { OrderAddress } from '../../domain/order.ts'
import { countryCode } from './mapping.ts'
import type { IcenterSettings } from './settings.ts'
import type { Cutter } from './text.ts'

/** The place where an order goes. Every document carries its own, so those of a customer are never changed. */
export function shipTo(address: OrderAddress, settings: IcenterSettings, cut: Cutter): Record<string, string> {
  const { limits } = settings
  const [first, second, third] = namesOf(address).map(name => cut(name, limits.title, 'Name of the shipping address'))
  const { street, houseNumber } = streetOf(address, settings)
  return withoutEmpty({
    DocumentDeliveryTitle1: first,
    DocumentDeliveryTitle2: second,
    DocumentDeliveryTitle3: third,
    DocumentDeliveryAddress: cut(street, limits.address, 'Street of the shipping address'),
    DocumentDeliveryHouseNo: houseNumber,
    DocumentDeliveryPostalCode: cut(address.postcode, limits.postcode, 'Postcode of the shipping address'),
    DocumentDeliveryCity: cut(address.city, limits.city, 'City of the shipping address'),
    DocumentDeliveryCountry: countryCode(settings, address.country),
  })
}

/** Company, then the person. */
const namesOf = (address: OrderAddress): string[] =>
  [address.company ?? '', personName(address)].filter(name => name.trim() !== '')

export const personName = ({ firstName, lastName }: Pick<OrderAddress, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`.trim()

/** "Glavna ulica 1a" → "Glavna ulica" and "1a", where the settings ask for it and the end looks like a number. */
export function streetOf(
  address: Pick<OrderAddress, 'street'>,
  { houseNumber, limits }: Pick<IcenterSettings, 'houseNumber' | 'limits'>,
): { readonly street: string; readonly houseNumber?: string } {
  const whole = address.street
    .map(line => line.trim())
    .filter(line => line !== '')
    .join(', ')
  if (houseNumber === 'in_address') return { street: whole }
  const [, street, number] = /^(.*\p{L}.*?)\s+(\d{1,5}\s?\p{L}?(?:\/\d{1,4}\p{L}?)?)$/u.exec(whole) ?? []
  if (!street || !number || number.length > limits.houseNumber) return { street: whole }
  return { street, houseNumber: number }
}

export const withoutEmpty = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
