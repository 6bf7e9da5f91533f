import type { Company, Work } from './company.ts'
import type { Query } from './query.ts'
import { branch, type Element, leaf, type Markup, root } from './xml.ts'

/** One request, as the handlers see it. */
export interface Call {
  /** From the path: year, book, number. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Element | undefined
}

export interface Answer {
  readonly status: number
  readonly body?: Markup | Promise<Markup>
  /** Header x-icenter-message. */
  readonly message?: string
  /** The ERP's own texts, which may leave the server in windows-1250. */
  readonly erpText?: boolean
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Below /iCenterAPI: "/api/Order/GetOrder/:year/:book/:number". */
  readonly path: string
  /** What stands before the dot in the names of its query parameters; default "searchQuery". */
  readonly prefix?: string
  handle(work: Work, call: Call): Answer
}

export interface Problem {
  readonly level: 'Warning' | 'ValidationError' | 'InternalError'
  readonly message: string
}

/** The ERP refuses. Texts are Slovenian, as from the real one. */
export class Rejection extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join(' '))
    this.problems = problems
  }
}

export const invalid = (message: string): Problem => ({ level: 'ValidationError', message })
export const refuse = (message: string): never => {
  throw new Rejection([invalid(message)])
}

/** The request cannot be understood: the web framework answers, not the ERP. */
export class BadRequest extends Error {}

export const ok = (body: Markup | Promise<Markup>): Answer => ({ status: 200, body })

const errors = (problems: readonly Problem[]): Markup[] =>
  problems.map(({ level, message }) => branch('Error', [leaf('Level', level), leaf('Message', message)]))

export interface Key {
  readonly name: string
  readonly value: string
}

export const keysOf = (company: Company, keys: readonly Key[]): Markup =>
  branch(
    'Keys',
    keys.map(({ name, value }) => branch(company.variants.keyElement, [leaf('Name', name), leaf('Value', value)])),
  )

/** @param warnings come with success; the first one is in the header too */
export function created(work: Work, keys: readonly Key[], warnings: readonly Problem[] = []): Answer {
  const [first] = warnings
  const parts = [keysOf(work.company, keys), leaf('ResultCode', 'Created'), branch('Errors', errors(warnings))]
  return { status: 200, body: root('CreateResult', parts), ...(first && { message: first.message }) }
}

export const updated = (): Answer => ok(root('UpdateResult', [leaf('ResultCode', 'Ok'), branch('Errors', [])]))

/** Several documents at once, as ModifyOrder answers. */
export const updatedDocuments = (
  work: Work,
  keys: readonly (readonly Key[])[],
  warnings: readonly Problem[],
): Answer => {
  const rows = keys.map(one => branch('DocumentKeys', [keysOf(work.company, one)]))
  const parts = [branch('Rows', rows), leaf('ResultCode', 'Ok'), branch('Errors', errors(warnings))]
  return ok(root('UpdateResultWithDocumentsKeys', parts))
}

/** A rejection as this site sends it: 409 with a list, or 200 with ResultCode Error. */
export function rejected(company: Company, problems: readonly Problem[]): Answer {
  if (company.variants.rejection === '200') {
    const parts = [branch('Keys', []), leaf('ResultCode', 'Error'), branch('Errors', errors(problems))]
    return { status: 200, body: root('CreateResult', parts), erpText: true }
  }
  return { status: 409, body: root('ArrayOfError', errors(problems)), erpText: true }
}

export const internalError = (message: string): Answer => ({
  status: 500,
  body: root('ArrayOfError', errors([{ level: 'InternalError', message }])),
  erpText: true,
})

/** What ASP.NET Web API says before the application is asked. */
export const frameworkError = (status: number, message: string): Answer => ({
  status,
  body: root('Error', [leaf('Message', message)]),
})
