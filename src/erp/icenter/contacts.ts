import type { Subject } from '../../domain/subject.ts'
import { personName, withoutEmpty } from './addresses.ts'
import type { IcenterClient } from './client.ts'
import { element, flag, text } from './fields.ts'
import { CUSTOMER_CONTACT } from './models.ts'
import { cutText } from './text.ts'

/** Contacts of customers: e-mail and phone stand here and nowhere else (contract §4). */

const contact = element({ CustomerID: text, ContactEMail: text, ContactActive: flag })

const listContacts = (client: IcenterClient, query: Parameters<IcenterClient['list']>[1]) =>
  client.list('Customers/GetCustomerContacts', query, contact)

const plain = (email: string | undefined): string => (email ?? '').trim().toLowerCase()

export async function hasContact(client: IcenterClient, customerID: string, email: string): Promise<boolean> {
  const wanted = plain(kept(client, email))
  return (await listContacts(client, { customerID })).some(row => plain(row.ContactEMail) === wanted)
}

/** @returns the codes of customers who have this e-mail in a contact that is in use. */
export async function findByEmail(client: IcenterClient, email: string): Promise<string[]> {
  const rows = await listContacts(client, { contactEMail: email.trim() })
  const ours = rows.filter(row => row.ContactActive !== false && plain(row.ContactEMail) === plain(email))
  return [...new Set(ours.flatMap(({ CustomerID }) => CustomerID ?? []))]
}

/** A person's contact carries the name of the billing address. */
export async function addContact(client: IcenterClient, code: string, subject: Subject): Promise<void> {
  const { limits, subjects } = client.settings
  const { billing, phone } = subject
  const value = {
    ...withoutEmpty({
      CustomerID: code,
      ContactTypeID: subjects.contactType,
      ContactDescription: cutText(personName(billing) || subject.name, limits.title),
      ContactFirstName: cutText(billing.firstName, limits.title),
      ContactLastName: cutText(billing.lastName, limits.title),
      ContactPhoneNo: phone && cutText(phone.replace(/[\s/().-]+/g, ''), limits.phone),
      ContactEMail: kept(client, subject.email),
    }),
    Default: true,
    ContactActive: true,
  }
  await client.write('Customers/AddCustomerContacts', {
    root: 'CustomerContacts',
    content: { value, model: CUSTOMER_CONTACT },
  })
}

/** Half an address is no address, but the contact has to be found again by what is in it. */
const kept = (client: IcenterClient, email: string): string => cutText(email, client.settings.limits.email)
