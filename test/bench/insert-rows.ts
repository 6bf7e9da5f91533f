import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

/** Stands in for pgbench: one insert a transaction on each connection. Answers with commits per second. */
process.on('message', async (job: { databaseUrl: string; body: string; connections: number; seconds: number }) => {
  const sql = postgres(job.databaseUrl, { max: job.connections })
  const body = Buffer.from(job.body)
  const end = performance.now() + job.seconds * 1000
  let commits = 0
  const lane = async () => {
    while (performance.now() < end) {
      await sql`
        insert into reference_inserts (store, source, dedupe_key, entity, entity_key, event_type, body, received_at, due_at)
        values ('main', 'module', ${randomUUID()}, 'delivery', '', 'events', ${body}, now(), now())`
      commits += 1
    }
  }
  await Promise.all(Array.from({ length: job.connections }, lane))
  await sql.end()
  process.send?.(commits / job.seconds)
})
