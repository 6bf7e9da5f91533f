import type { z } from 'zod'

/** An error as Magento's REST answers it: a message with %1 or %name placeholders, and their values beside it. */
export class MagentoError extends Error {
  override readonly name = 'MagentoError'
  readonly status: number
  readonly parameters: readonly unknown[] | Readonly<Record<string, unknown>> | undefined
  readonly errors: readonly unknown[] | undefined
  constructor(
    status: number,
    message: string,
    parameters?: readonly unknown[] | Readonly<Record<string, unknown>>,
    errors?: readonly unknown[],
  ) {
    super(message)
    this.status = status
    this.parameters = parameters
    this.errors = errors
  }
  body(): Record<string, unknown> {
    return {
      message: this.message,
      ...(this.errors ? { errors: this.errors } : {}),
      ...(this.parameters ? { parameters: this.parameters } : {}),
    }
  }
}

/** Recording order-get-404: one text for every missing sales entity. */
export const noSuchEntity = () =>
  new MagentoError(404, "The entity that was requested doesn't exist. Verify the entity and try again.")
/** Recording error-404-no-route. */
export const noRoute = () => new MagentoError(404, 'Request does not match any route.')
/** Recording orders-list-error-bad-field. */
export const internalError = (random: () => number) =>
  new MagentoError(
    500,
    `Internal Error. Details are available in Magento log file. Report ID: webapi-${Math.floor(random() * 16 ** 13)
      .toString(16)
      .padStart(13, '0')}`,
  )
/** Recording error-401-no-token: also for a wrong token and for a missing ACL resource; never 403. */
export const notAuthorized = (resource: string) =>
  new MagentoError(401, "The consumer isn't authorized to access %resources.", { resources: resource })

export const wrongType = (field: string | undefined, value: unknown, expected: string) =>
  new MagentoError(
    400,
    `${field === undefined ? '' : `Error occurred during "${field}" processing. `}The "${String(value).slice(0, 100)}" value's type is invalid. The "${expected}" type was expected. Verify and try again.`,
  )

export const required = (field: string) =>
  new MagentoError(400, '"%fieldName" is required. Enter and try again.', { fieldName: field })

const camelCase = (name: string) =>
  name
    .split('_')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')

/** What our schemas of numbers say (rest.ts), and zod's own names. */
const phpType = (issue: z.core.$ZodIssue): string => {
  if (issue.message === 'int' || issue.message === 'float') return issue.message
  return issue.code === 'invalid_type' ? issue.expected : 'string'
}

/**
 * Reads a request body with zod and refuses it in Magento's words: error-400-empty-object, error-400-wrong-type,
 * error-400-unknown-field-in-object.
 * @throws MagentoError 400
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue) throw new MagentoError(400, 'Decoding error.')
  const field = String(issue.path.at(-1) ?? '')
  if (issue.code === 'unrecognized_keys')
    throw new MagentoError(400, '"%fieldName" is not supported. Correct the field name and try again.', {
      fieldName: camelCase(issue.keys[0] ?? ''),
    })
  const value = issue.path.reduce<unknown>(
    (at, key) => (at && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined), // the path came from this very body
    body,
  )
  if (value === undefined || value === null) throw required(field)
  throw wrongType(field, value, phpType(issue))
}

/** With input limits switched on (recordings limits-on-base-prices-21, limits-on-source-items-21). @throws MagentoError 400 */
export function checkListLimit(shop: { readonly inputLimit?: number }, rows: number, type: string): void {
  const max = shop.inputLimit
  if (max !== undefined && rows > max)
    throw new MagentoError(400, 'Maximum items of type "%type" is %max', { type, max })
}
