import type { Command } from 'commander'
import { connectorKinds } from '../erp/registry.ts'
import { configurationJsonSchema } from '../flows/config/configuration-schema.ts'
import { printJson } from './print.ts'

/** `orderbridge schema`: the JSON Schema of the configuration file, for editors. Needs no database. */
export function registerSchema(program: Command): void {
  program
    .command('schema')
    .description('Print the JSON Schema of the configuration file')
    .action((_options: unknown, command: Command) => printJson(command, configurationJsonSchema(connectorKinds)))
}
