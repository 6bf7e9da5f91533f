import type { Command } from 'commander'
import { type Rotation, rotateSecrets } from '../flows/config/rotate-secrets.ts'
import { listSecrets } from '../flows/config/sealed-secrets.ts'
import { print, printJson } from './print.ts'
import type { OpenSession } from './session-type.ts'

/** `orderbridge secrets`: which key seals what, and changing the key. Values are never printed. */
export function registerSecrets(program: Command, open: OpenSession): void {
  const secrets = program.command('secrets').description('The keys that stored secrets are sealed with')
  secrets
    .command('list')
    .description('Show where secrets are stored and with which key')
    .option('--json', 'print as JSON')
    .action(async (options: { readonly json?: boolean }, command: Command) => {
      const session = await open()
      try {
        const places = await listSecrets(session.ctx)
        if (options.json) return printJson(command, places)
        const width = Math.max(0, ...places.map(({ place }) => place.length))
        print(
          command,
          places.map(({ place, keyId, state }) => `${place.padEnd(width)}  key ${keyId}  ${state}`),
        )
      } finally {
        await session.close()
      }
    })
  secrets
    .command('rotate')
    .description('Make a new key (when it is kept in a file) and seal everything with it')
    .action(async (_options: unknown, command: Command) => {
      const session = await open()
      try {
        print(command, describe(await rotateSecrets(session.ctx, session.config), session.config.home))
      } finally {
        await session.close()
      }
    })
}

function describe({ newKey, resealed, unreadable }: Rotation, home: string): readonly string[] {
  const lines = [
    ...resealed.map(place => `${place}: sealed with the current key`),
    ...unreadable.map(place => `${place}: no key opens it. Apply the configuration again`),
  ]
  if (newKey) return [...lines, `The new key is in ${home}/secret.key. Back it up.`]
  if (resealed.length === 0) lines.push('Everything is sealed with the current key already.')
  return [...lines, 'ORDERBRIDGE_SECRET_KEY_PREVIOUS is not needed any more: remove it.']
}
