import type { Database } from '../../src/db/client.ts'
import { runs, schedules } from '../../src/db/schema/operations.ts'
import { connections, stores } from '../../src/db/schema/stores.ts'
import type { SecretBox } from '../../src/db/secret-box.ts'
import { connectionPolicies, storeSettings } from '../../src/domain/settings.ts'

export const SESSION_KEY = 'session-key-of-the-seeded-store-main-0123456789'

export const ago = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

/** Two stores with a connection each, one of them paused, and tasks that ran. */
export async function seedStores(db: Database, box: SecretBox, now: Date, adminOrigin: string): Promise<void> {
  const times = { createdAt: now, updatedAt: now }
  const secrets = (key: string) => ({ auth: { kind: 'bearer', token: 'not-a-real-token' }, sessionKeys: [key] })
  const settings = (name: string, url: string, timezone: string, admin: string) =>
    storeSettings.parse({ name, url, timezone, adminOrigin: admin, mail: { from: `${name} <orders@shop.example>` } })
  await db.insert(stores).values([
    {
      code: 'main',
      settings: settings('Home & Oak', 'https://shop.main.example', 'Europe/Ljubljana', adminOrigin),
      secrets: box.seal('store:main', secrets(SESSION_KEY)),
      ...times,
    },
    {
      code: 'usa',
      settings: settings('Home & Oak US', 'https://shop.usa.example', 'America/New_York', 'https://admin.usa.example'),
      secrets: box.seal('store:usa', secrets('session-key-of-the-seeded-store-usa-9876543210')),
      ...times,
    },
  ])
  await seedConnections(db, box, now)
  await seedTasks(db, now)
}

async function seedConnections(db: Database, box: SecretBox, now: Date): Promise<void> {
  const times = { createdAt: now, updatedAt: now }
  const policies = connectionPolicies.parse({})
  await db.insert(connections).values([
    {
      code: 'b1',
      store: 'main',
      kind: 'sap-b1',
      name: 'SAP Business One',
      settings: {},
      policies,
      secrets: box.seal('connection:b1', {}),
      ...times,
    },
    {
      code: 'b1-us',
      store: 'usa',
      kind: 'sap-b1',
      name: 'SAP Business One (US)',
      settings: {},
      policies,
      secrets: box.seal('connection:b1-us', {}),
      pausedAt: ago(now, 25),
      pausedReason: 'year-end closing',
      ...times,
    },
  ])
}

async function seedTasks(db: Database, now: Date): Promise<void> {
  const tasks = [
    ['main', 'magento-orders', null],
    ['main', 'magento-outbox', null],
    ['main', 'erp-changes:b1', 'b1'],
    ['usa', 'magento-orders', null],
    ['usa', 'erp-changes:b1-us', 'b1-us'],
  ] as const
  await db.insert(schedules).values(
    tasks.map(([store, task, connection]) => ({
      store,
      task,
      connection,
      everySeconds: 60,
      nextAt: new Date(now.getTime() + 40_000),
    })),
  )
  for (const [index, [store, task]] of tasks.entries()) {
    await db.insert(runs).values([
      {
        store,
        task,
        startedAt: ago(now, 90 + index),
        finishedAt: ago(now, 90 + index),
        outcome: 'ok',
        counts: { read: 40 + index, new: 3, known: 37 + index },
        times: 1,
      },
      {
        store,
        task,
        startedAt: ago(now, 30),
        finishedAt: ago(now, 1),
        outcome: 'nothing new',
        counts: {},
        times: 28,
      },
      ...(task === 'magento-outbox'
        ? [
            {
              store,
              task,
              startedAt: ago(now, 1),
              finishedAt: ago(now, 1),
              outcome: 'failed',
              counts: {},
              error: 'Magento answered 401: The consumer isn’t authorized to access %resources.',
              times: 1,
            },
          ]
        : []),
    ])
  }
}
