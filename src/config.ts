import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from './domain/errors.ts'

const text = z.string().min(1)

/** How many whole months are kept besides the one that runs. */
export interface Keep {
  readonly attemptsMonths: number
  readonly inboxMonths: number
  /** undefined: for ever. */
  readonly auditMonths: number | undefined
}

export const KEEP_BY_DEFAULT: Keep = { attemptsMonths: 13, inboxMonths: 2, auditMonths: undefined }

const months = z.coerce.number({ error: 'must be a number of months, from 1 to 1200' }).int().min(1).max(1_200)

/** "name=value,name=value", the values percent-encoded, as OpenTelemetry has them. */
function headersIn(text: string, ctx: z.RefinementCtx): Record<string, string> {
  try {
    const pairs = text.split(',').map(pair => /^\s*([\w-]+)\s*=(.*)$/.exec(pair) ?? [])
    if (pairs.some(([, name]) => name === undefined)) throw new URIError()
    return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decodeURIComponent(value.trim())]))
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must look like name=value,name=value, the values percent-encoded' })
    return z.NEVER
  }
}

const environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must look like postgresql://user:password@host:5432/database' })
    .optional(),
  ORDERBRIDGE_HOME: text.optional(),
  ORDERBRIDGE_SECRET_KEY: z
    .base64({ error: 'must be 32 bytes in base64; make one with: openssl rand -base64 32' })
    .optional(),
  ORDERBRIDGE_SECRET_KEY_PREVIOUS: z.base64({ error: 'must be 32 bytes in base64' }).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be the http(s) address under which Magento and the ERP reach us' })
    .optional(),
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a number from 0 to 65535' }).int().min(0).max(65_535).default(8080),
  KEEP_ATTEMPTS_MONTHS: months.default(KEEP_BY_DEFAULT.attemptsMonths),
  KEEP_INBOX_MONTHS: months.default(KEEP_BY_DEFAULT.inboxMonths),
  KEEP_AUDIT_MONTHS: months.optional(),
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_PORT: z.coerce.number({ error: 'must be a number from 0 to 65535' }).int().min(0).max(65_535).optional(),
  // Named by OpenTelemetry: https://opentelemetry.io/docs/specs/otel/protocol/exporter/
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be the http(s) address of a collector, as http://localhost:4318' })
    .optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().transform(headersIn).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config {
  /** undefined: the embedded server in `home`. */
  readonly databaseUrl: string | undefined
  /** Where the embedded database, the key file and the sandbox keep their files. */
  readonly home: string
  readonly secretKey: string | undefined
  readonly secretKeyPrevious: string | undefined
  readonly publicUrl: string | undefined
  readonly host: string
  readonly port: number
  readonly keep: Keep
  /** Where metrics are served; absent: nowhere. */
  readonly metrics?: { readonly host: string; readonly port: number }
  /** The collector that traces are sent to; absent: none. */
  readonly traces?: { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** For `${NAME}` in configuration files; nothing else reads it. */
  readonly variables: Readonly<Record<string, string | undefined>>
}

/**
 * The environment, validated once; nothing else reads process.env.
 * @throws UserError that names every bad variable at once.
 */
export function loadConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = environment.safeParse(
    Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')),
  )
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new UserError(`These environment variables are wrong:\n${lines.join('\n')}`)
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL,
    home: resolve((env.ORDERBRIDGE_HOME ?? '.orderbridge').replace(/^~(?=\/|$)/, homedir())),
    secretKey: env.ORDERBRIDGE_SECRET_KEY,
    secretKeyPrevious: env.ORDERBRIDGE_SECRET_KEY_PREVIOUS,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    host: env.HOST,
    port: env.PORT,
    keep: {
      attemptsMonths: env.KEEP_ATTEMPTS_MONTHS,
      inboxMonths: env.KEEP_INBOX_MONTHS,
      auditMonths: env.KEEP_AUDIT_MONTHS,
    },
    ...(env.METRICS_PORT !== undefined && { metrics: { host: env.METRICS_HOST, port: env.METRICS_PORT } }),
    ...(env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && {
      traces: { url: env.OTEL_EXPORTER_OTLP_ENDPOINT, headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? {} },
    }),
    logLevel: env.LOG_LEVEL,
    variables,
  }
}

/** Where we are reached as long as PUBLIC_URL is not set; an IPv6 address stands in brackets. */
export const localUrl = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`
