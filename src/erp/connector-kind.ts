import type { ZodType } from 'zod'
import type { HttpSend } from '../domain/http.ts'
import type { KindStart, ShippedStart } from '../domain/start-fields.ts'
import type { ErpConnector, SalesDocumentInput } from './connector.ts'

/** What a connector is made from. `settings` and `secrets` are parsed by the connector's own zod schemas. */
export interface ConnectorOptions {
  readonly connection: string
  readonly settings: unknown
  readonly secrets: unknown
  readonly send: HttpSend
  readonly clock: { now(): Date }
  /** For what has to be another one each time, as the nonce of a signature. */
  readonly random: () => number
  /** Told what scripts of the connection want to be in the log. Must not throw. */
  readonly log?: (text: string) => void
}

/** A kind of ERP: how its part of the configuration looks, and how to make a connector of it. */
export interface ConnectorKind {
  readonly kind: string
  /** In which answers may come that are no UTF-8 and name none; absent: they are UTF-8. */
  readonly otherCharset?: 'windows-1250'
  readonly label: string
  /** zod schemas; also the source of the JSON Schema for editors. */
  readonly settingsSchema: ZodType
  readonly secretsSchema: ZodType
  /** Settings whose servers are called without our credentials; all other addresses may get them. */
  readonly withoutCredentials?: readonly string[]
  create(options: ConnectorOptions): ErpConnector
  /** Answers as an ERP that has every item that is asked for and nothing else: previews work without a far side. */
  imagined(): HttpSend
  /** Where people write the steps of a sales document themselves: runs them one by one, and calls nobody. */
  tryOut?(trial: Trial): Promise<readonly TrialStep[]>
  /** What is wrong with scripts and the like in settings that fit the schema, before any of them has run. */
  checkSources?(settings: unknown): Promise<readonly SourceMistake[]>
  /** For editors: what templates and scripts of the settings may name. */
  readonly words?: SettingsWords
  /** Absent: a connection of this kind is made by a configuration file only. */
  readonly start?: KindStart
  /** ERPs that a person can begin with in place of `start`. */
  readonly shipped?: readonly ShippedStart[]
}

export interface SourceMistake {
  /** Where its text stands in the settings. */
  readonly path: readonly string[]
  /** Of the text, from 1. */
  readonly line?: number
  readonly message: string
}

export interface SettingsWords {
  /** Besides those of the canonical order: "orderbridgeId", "order.lines[].position". */
  readonly places: readonly string[]
  /** What can be done with a place: "upper". */
  readonly filters: readonly string[]
}

export interface Trial {
  /** As the kind's schema gives them. */
  readonly settings: unknown
  readonly input: SalesDocumentInput
  /** What the ERP is taken to answer to the look for the order; absent: it is not there. */
  readonly found?: TrialAnswer
  /** What the ERP is taken to answer to the write; absent: the steps behind the request are left out. */
  readonly answer?: TrialAnswer
  readonly clock: { now(): Date }
}

export interface TrialAnswer {
  readonly status: number
  readonly body: string
}

/** One step as it ran: what went in, what came out, and what it said. */
export interface TrialStep {
  /** "script", "mapping", "find", "request", "check script", "check", "post", "post request", "held" */
  readonly step: string
  readonly input: unknown
  /** Absent when it failed. */
  readonly output?: unknown
  /** After the step. */
  readonly attributes: Readonly<Record<string, string>>
  readonly log: readonly { readonly level: string; readonly text: string; readonly line?: number }[]
  /** Why it failed, or why the order would be held; `line` and `column` of its source, from 1. */
  readonly error?: { readonly message: string; readonly line?: number; readonly column?: number }
  /** Where the settings say what the step does: lines are counted from there. */
  readonly source?: readonly string[]
}
