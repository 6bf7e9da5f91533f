import { ClientError, GraphQLClient } from 'graphql-request'
import { z } from 'zod'
import { type Amount, amount, round } from '../domain/amount.ts'
import { RemoteError } from '../domain/errors.ts'
import { HttpFailure, type HttpSend } from '../domain/http.ts'
import { classifyAnswer, classifyFailure, unexpectedAnswer } from './errors.ts'
import { chunks } from './lists.ts'

export interface ShopperPrice {
  readonly price: Amount
  readonly currency: string
  readonly available: boolean
}

interface GraphqlOptions {
  readonly baseUrl: string
  readonly send: HttpSend
  readonly clock: { now(): Date }
}

const PRICES = `query ShopperPrices($skus: [String], $pageSize: Int) {
  products(filter: { sku: { in: $skus } }, pageSize: $pageSize) {
    items { sku stock_status price_range { minimum_price { final_price { value currency } } } }
  }
}`
const SKUS_PER_CALL = 100

const pricesSchema = z.object({
  products: z.object({
    items: z.array(
      z.object({
        sku: z.string(),
        stock_status: z.string().nullish(),
        price_range: z.object({
          minimum_price: z.object({ final_price: z.object({ value: z.number(), currency: z.string() }) }),
        }),
      }),
    ),
  }),
})

/**
 * What shoppers of a store view see, by SKU. Unknown, invisible and sold-out products are not in Magento's answer
 * (recording graphql-products-by-sku), so they are not in the map. GraphQL is open to everybody: no credentials.
 */
export async function readShopperPrices(
  options: GraphqlOptions,
  skus: readonly string[],
  storeViewCode: string,
): Promise<ReadonlyMap<string, ShopperPrice>> {
  const prices = new Map<string, ShopperPrice>()
  for (const chunk of chunks([...new Set(skus)], SKUS_PER_CALL)) {
    const variables = { skus: chunk, pageSize: chunk.length }
    const { products } = await query(options, PRICES, variables, storeViewCode, pricesSchema)
    for (const item of products.items) {
      const { value, currency } = item.price_range.minimum_price.final_price
      // Magento computes with floats here; its prices have at most four decimals.
      const price = round(amount(value), 4)
      prices.set(item.sku, { price, currency, available: item.stock_status !== 'OUT_OF_STOCK' })
    }
  }
  return prices
}

async function query<T>(
  options: GraphqlOptions,
  document: string,
  variables: Record<string, unknown>,
  storeViewCode: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const client = new GraphQLClient(`${options.baseUrl.replace(/\/+$/, '')}/graphql`, {
    headers: { store: storeViewCode, accept: 'application/json' },
    fetch: fetchThrough(options),
  })
  const answer = await client.request(document, variables).catch((error: unknown) => {
    throw error instanceof ClientError ? graphqlError(error) : error
  })
  const read = schema.safeParse(answer)
  if (read.success) return read.data
  throw new RemoteError({
    errorClass: 'permanent',
    code: 'magento:unexpected_answer',
    message: `GraphQL: unexpected answer of Magento at ${read.error.issues[0]?.path.join('.')}`,
  })
}

/** graphql-request's way out. Lets through what GraphQL itself answered; everything else is a RemoteError already. */
function fetchThrough(options: GraphqlOptions): typeof fetch {
  return async (input, init) => {
    const asked = { write: false, now: options.clock.now() }
    const answer = await options
      .send({
        method: 'POST',
        url: String(input),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: String(init?.body),
      })
      .catch((error: unknown) => {
        throw error instanceof HttpFailure ? classifyFailure(error, asked) : error
      })
    const text = new TextDecoder().decode(answer.body)
    if (answer.status === 200 || answer.status === 500) {
      if (isJson(text)) return Response.json(JSON.parse(text), { status: answer.status })
      throw unexpectedAnswer(
        answer,
        asked,
        `GraphQL: Magento answered ${answer.status} with something that is not JSON`,
      )
    }
    throw classifyAnswer(answer, asked)
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/**
 * Resolver errors come with status 200, broken requests with 500 (recordings graphql-error-*). A category says that the
 * request is at fault; our request is always the same, so then it is this store that does not know its fields.
 */
function graphqlError(error: ClientError): RemoteError {
  const { status, errors = [] } = error.response
  const category = errors[0]?.extensions?.category
  const internal = category === undefined && errors.every(({ message }) => /internal server error/i.test(message))
  return new RemoteError({
    errorClass: internal ? 'transient' : 'permanent',
    code: `magento:graphql:${typeof category === 'string' ? category : 'query'}`,
    message: errors
      .map(({ message }) => message)
      .join('\n')
      .slice(0, 1000),
    status,
  })
}
