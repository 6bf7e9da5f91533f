import { z } from 'zod'
import type { Named } from './mapping-hints.ts'

/**
 * What a person fills in to begin with an ERP: the few settings without which nothing works. Which ones they are and
 * how they are called says the kind (`KindStart`); what they may hold says its schema.
 */
export interface StartField {
  /** Key in the settings or secrets. */
  readonly of: string
  readonly name: Named
  /** What to fill in, in a line. */
  readonly about: Named
  /** "https://b1.example:50000" */
  readonly example?: string
  /** Of a secret: may be read while it is typed, as the name of a user. */
  readonly legible?: true
  /** Several lines: a certificate. */
  readonly long?: true
  /** Most do without it. */
  readonly rare?: true
}

/** How a person begins with a kind of ERP on the page. */
export interface KindStart {
  /** What people call it, where its label is no product's name. */
  readonly name?: Named
  /** What it is, and what has to be there, in a sentence. */
  readonly about: Named
  /** A code for the first connection. */
  readonly code: string
  readonly settings: readonly StartField[]
  readonly secrets: readonly StartField[]
  /** Where people write the settings themselves, as YAML: a small text to begin with, in place of `settings`. */
  readonly text?: string
}

/** An ERP that a kind can speak with by settings that are written already: a person begins with their text. */
export interface ShippedStart extends Pick<KindStart, 'about' | 'code'> {
  /** In addresses: "s4hana". */
  readonly id: string
  /** Name of the product. */
  readonly label: string
  /** The settings, as YAML. */
  readonly text: string
}

/** A field of the form, with what the schema says of it. */
export interface FormField extends StartField {
  readonly type: 'text' | 'number' | 'address' | 'choice'
  readonly choices: readonly string[]
  readonly required: boolean
  /** What holds when nothing is filled in. */
  readonly initial: string
}

/** @throws Error when the schema has no such key: what a kind says of itself has to fit. */
export function formFieldsOf(schema: z.ZodType, fields: readonly StartField[]): readonly FormField[] {
  const parts: Readonly<Record<string, unknown>> = schema instanceof z.ZodObject ? schema.shape : {}
  return fields.map(field => {
    const part = parts[field.of]
    if (!(part instanceof z.ZodType)) throw new Error(`the schema has no "${field.of}" to begin with`)
    const absent = part.safeParse(undefined)
    const inner = unwrap(part)
    return {
      ...field,
      type: typeOf(inner),
      choices: inner instanceof z.ZodEnum ? inner.options.map(String) : [],
      required: !absent.success,
      initial: absent.data === undefined ? '' : String(absent.data),
    }
  })
}

function typeOf(schema: z.ZodType): FormField['type'] {
  if (schema instanceof z.ZodURL) return 'address'
  if (schema instanceof z.ZodNumber) return 'number'
  return schema instanceof z.ZodEnum ? 'choice' : 'text'
}

function unwrap(schema: z.ZodType): z.ZodType {
  const isOuter = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
  const inner = isOuter ? schema.unwrap() : schema
  return inner !== schema && inner instanceof z.ZodType ? unwrap(inner) : schema
}

/** Values as their schema wants them. What is empty is left out, so that the schema's own default holds. */
export const valuesOf = (
  fields: readonly FormField[],
  written: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fields.flatMap(({ of, type, long }) => {
      const text = (written[of] ?? '').trim()
      if (text === '') return []
      if (type === 'number') return [[of, Number.isNaN(Number(text)) ? text : Number(text)]]
      return [[of, long ? `${text.replaceAll('\r\n', '\n')}\n` : text]]
    }),
  )
