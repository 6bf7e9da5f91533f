import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { openDatabase } from '../../src/db/client.ts'
import { startEmbedded } from '../../src/db/embedded.ts'
import { migrateDatabase } from '../../src/db/migrate.ts'
import { createSecretBox } from '../../src/db/secret-box.ts'
import { seed } from './seed.ts'
import { servePage } from './serve.ts'

const home = mkdtempSync('/tmp/ob-dev-')
chmodSync(home, 0o755)
const server = await startEmbedded(home, { fast: true })
const handle = await openDatabase(server.url, { max: 10 })
await migrateDatabase(handle)
const box = createSecretBox({ current: randomBytes(32).toString('base64') })
const seeded = await seed(handle.db, box, new Date())
const page = await servePage({ db: handle.db, box })
writeFileSync(
  '/tmp/ob-dev.json',
  JSON.stringify({
    url: page.url,
    dbUrl: server.url,
    seeded,
    links: await Promise.all(Array.from({ length: 30 }, () => page.loginLink({ ttlSeconds: 86400 }))),
  }),
)
console.log(page.url, home)
process.on('SIGTERM', async () => {
  await server.stop()
  process.exit(0)
})
