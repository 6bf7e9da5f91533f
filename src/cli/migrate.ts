import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openDatabase } from '../db/client.ts'
import { startEmbedded } from '../db/embedded.ts'
import { migrateDatabase } from '../db/migrate.ts'
import { ensureRoles } from '../db/roles.ts'
import { counted } from '../domain/counted.ts'
import { forgetAudit } from '../flows/audit/forget-audit.ts'
import { monthsBefore } from '../flows/retention/kept-months.ts'
import { createLog } from '../ops/log.ts'
import { systemClock } from '../runtime.ts'
import { print } from './print.ts'

/** `orderbridge migrate`: brings the database's schema up to date. Every start does it too; this is for doing it apart. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description("Bring the database's schema up to date (every start does it too)")
    .option('--roles', 'also make the database roles orderbridge_app and orderbridge_read (docs/security.md)')
    .action(async ({ roles }: { readonly roles?: boolean }, command: Command) => {
      const { databaseUrl, home, keep, logLevel } = loadConfig()
      const embedded = databaseUrl === undefined ? await startEmbedded(home) : undefined
      try {
        const handle = await openDatabase(databaseUrl ?? embedded?.url ?? '', { max: 2 })
        try {
          const applied = await migrateDatabase(handle)
          print(command, applied.length === 0 ? ['The schema is up to date.'] : applied.map(name => `${name}: applied`))
          if (keep.auditMonths !== undefined) {
            const actor = { kind: 'cli', user: userInfo().username } as const
            const ctx = { db: handle.db, clock: systemClock, actor, log: createLog(logLevel) }
            const dropped = await forgetAudit(ctx, monthsBefore(systemClock.now(), keep.auditMonths))
            if (dropped > 0) print(command, [`audit: ${counted(dropped, 'month')} dropped, as KEEP_AUDIT_MONTHS says`])
          }
          if (!roles) return
          const created = await ensureRoles(handle)
          print(command, [
            ...created.map(name => `role ${name}: created`),
            'The roles have what they may. Give them to users of yours: grant orderbridge_app to …',
          ])
        } finally {
          await handle.close()
        }
      } finally {
        await embedded?.stop()
      }
    })
}
