import { MagentoError } from './magento-error.ts'
import { emailOf, PEOPLE, type Person } from './people.ts'
import { answerList, idParameter, type Route } from './rest.ts'
import type { Shop } from './shop.ts'

export interface Customer {
  id: number
  group_id: number
  email: string
  firstname: string
  lastname: string
  taxvat?: string
  store_id: number
  website_id: number
  created_at: string
  updated_at: string
  addresses: (Person & Record<string, unknown>)[]
  [field: string]: unknown
}

/** Registered customers: the first people of the list, made with the first start of a journal. */
export function seedCustomers(shop: Shop): void {
  if (shop.journal.list('customers').length > 0) return
  const registered = PEOPLE.filter(person => person.country_id === 'SI').slice(2)
  shop.commit(
    registered.map(person => {
      const customer = newCustomer(shop, person)
      return { collection: 'customers', key: customer.id, value: customer }
    }),
  )
}

/** Shaped like the recordings customer-get and customers-search. */
function newCustomer(shop: Shop, person: Person): Customer {
  const id = shop.nextId('customer')
  const { company, vat_id, ...plain } = person
  const now = shop.stamp()
  return {
    id,
    group_id: 1,
    default_billing: String(id),
    default_shipping: String(id),
    created_at: now,
    updated_at: now,
    created_in: 'Default Store View',
    email: emailOf(person),
    firstname: person.firstname,
    lastname: person.lastname,
    store_id: 1,
    ...(vat_id ? { taxvat: vat_id } : {}),
    website_id: 1,
    addresses: [
      {
        id,
        customer_id: id,
        region: { region_code: null, region: null, region_id: 0 },
        region_id: 0,
        ...plain,
        ...(company ? { company, ...(vat_id && { vat_id }) } : {}),
        default_shipping: true,
        default_billing: true,
      },
    ],
    disable_auto_group_change: 0,
    extension_attributes: { is_subscribed: false },
  }
}

const FIELDS = new Set(
  'entity_id id email firstname lastname group_id store_id website_id created_at updated_at taxvat dob gender'.split(
    ' ',
  ),
)

export const customerRoutes = (shop: Shop): Route[] => [
  {
    method: 'GET',
    path: '/customers/search',
    resource: 'Magento_Customer::customer',
    handle: ({ query }) => {
      const rows = shop.journal.list<Customer>('customers').map(customer => ({ ...customer, entity_id: customer.id }))
      return answerList(shop, query, rows, ({ entity_id: _, ...customer }) => customer, {
        isField: field => FIELDS.has(field),
        unknownField: unknownAttribute,
      })
    },
  },
  {
    method: 'GET',
    path: '/customers/:id',
    resource: 'Magento_Customer::customer',
    handle: ({ params }) => {
      const id = idParameter(params)
      const customer = shop.journal.get<Customer>('customers', id)
      if (!customer)
        throw new MagentoError(404, 'No such entity with %fieldName = %fieldValue', {
          fieldName: 'customerId',
          fieldValue: id,
        })
      return customer
    },
  },
]

/** Recordings customers-search-error-bad-field, products-list-error-bad-field. */
export const unknownAttribute = (field: string) =>
  new MagentoError(400, 'The "%1" attribute name is invalid. Reset the name and try again.', [field])
