import { z } from 'zod'
import { type Amount, amount } from '../../domain/amount.ts'

/** Readers of elements, for the schemas of iCenter's answers. An empty element says the same as a missing one. */

const absent = (value: unknown): unknown => (value === '' || value === null ? undefined : value)

export const text = z.preprocess(absent, z.string().optional())

/** A text that has to be there. */
export const code = z.string().min(1)

const toAmount = (value: string, context: z.RefinementCtx): Amount => {
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) {
    context.addIssue({ code: 'custom', message: 'not a decimal number' })
    return z.NEVER
  }
  return amount(value)
}
export const decimal = z.preprocess(absent, z.string().transform(toAmount).optional())

const toInteger = (value: string, context: z.RefinementCtx): number => {
  if (!/^-?\d{1,9}$/.test(value)) {
    context.addIssue({ code: 'custom', message: 'not a whole number' })
    return z.NEVER
  }
  return Number(value)
}
export const integer = z.preprocess(absent, z.string().transform(toInteger).optional())

/** Flags are "D"/"N" (da, ne) here, "true"/"false" or "1"/"0" elsewhere (contract §1). */
export const flag = z.preprocess(
  absent,
  z
    .string()
    .transform(value => /^(d|da|true|1)$/i.test(value))
    .optional(),
)

/** "2026-01-31T10:22:31.733": the server's wall clock, without a zone; year 1 is .NET's way of saying nothing. */
export const moment = z.preprocess(
  value => (typeof value === 'string' && value.startsWith('0001-') ? undefined : absent(value)),
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}/)
    .optional(),
)

/** An element with children; an empty one has none of them. */
export const element = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(value => (value === '' || value === undefined ? {} : value), z.object(shape))

/** A list: rows are all children of the element, whatever they are called (contract §1, §5). */
export const rows = <Row extends z.ZodType>(row: Row) => z.preprocess(childrenOf, z.array(row))

function childrenOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value
  return Object.entries(value).flatMap(([name, child]) => (name === '#text' ? [] : child))
}
