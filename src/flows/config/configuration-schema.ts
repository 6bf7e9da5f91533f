import { z } from 'zod'
import { codeSchema, connectionPolicies, smtpSettings, storeSecrets, storeSettings } from '../../domain/settings.ts'
import type { ConnectorKind } from '../../erp/connector-kind.ts'

/** What a store is in the file: its settings and secrets side by side. An absent list of secrets keeps the stored one. */
const storeEntry = storeSettings.extend({
  code: codeSchema,
  auth: storeSecrets.shape.auth
    .optional()
    .describe('Credentials of the Magento integration; absent: kept, as pairing or an earlier file left them'),
  webhookSecrets: storeSecrets.shape.webhookSecrets
    .unwrap()
    .optional()
    .describe("Keys of the companion module's events, newest first; absent: made once, then kept"),
  asyncEventsTokens: storeSecrets.shape.asyncEventsTokens
    .unwrap()
    .optional()
    .describe('verification_token of mage-os async events; absent: kept'),
  sessionKeys: storeSecrets.shape.sessionKeys
    .unwrap()
    .optional()
    .describe('Keys of the page inside the Magento admin, newest first; absent: made once, then kept'),
  kafkaLogin: storeSecrets.shape.kafkaLogin.describe('SASL at the brokers of kafka; absent: kept'),
})
export type StoreEntry = z.infer<typeof storeEntry>

/** What a connection is in the file, and what one that is made on the page has to be. */
export const connectionEntry = (kind: ConnectorKind) =>
  z.strictObject({
    code: codeSchema,
    store: codeSchema.describe('Code of the store whose orders go there'),
    kind: z.literal(kind.kind).describe(kind.label),
    name: z.string().min(1).max(80).describe('Name of the ERP as people know it'),
    settings: kind.settingsSchema,
    secrets: kind.secretsSchema,
    policies: connectionPolicies.prefault({}),
  })
export type ConnectionEntry = z.infer<ReturnType<typeof connectionEntry>>

/** The whole configuration file, for the kinds of ERP that there are. */
export function configurationSchema(kinds: readonly ConnectorKind[]) {
  const [first, ...rest] = kinds.map(connectionEntry)
  if (!first) throw new Error('a configuration needs at least one kind of ERP')
  return z.strictObject({
    $schema: z.string().optional().describe('Address of this schema, for editors'),
    smtp: smtpSettings.optional().describe('Outgoing mail server'),
    stores: z.array(storeEntry).default([]),
    connections: z.array(z.discriminatedUnion('kind', [first, ...rest])).default([]),
  })
}
export type Configuration = z.infer<ReturnType<typeof configurationSchema>>

/** What a value may be while it still stands for a variable. */
const VARIABLE = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}' } as const
const LIMITS = ['minLength', 'maxLength', 'pattern', 'format'] as const

/**
 * The JSON Schema of the configuration file, by which editors complete, explain and check it.
 * Text with a form of its own (an address, a key) may be `${NAME}` instead.
 */
export function configurationJsonSchema(kinds: readonly ConnectorKind[]): Record<string, unknown> {
  const schema = z.toJSONSchema(configurationSchema(kinds), {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type !== 'string' || !LIMITS.some(limit => limit in jsonSchema)) return
      const limited: Record<string, unknown> = { type: 'string' }
      for (const limit of LIMITS) {
        if (limit in jsonSchema) limited[limit] = jsonSchema[limit]
        delete jsonSchema[limit]
      }
      delete jsonSchema.type
      jsonSchema.anyOf = [limited, VARIABLE]
    },
  })
  return { title: 'Orderbridge configuration', ...schema }
}
