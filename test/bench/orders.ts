import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { table } from '../../src/cli/table.ts'
import { cpuOfTree } from './cpu-time.ts'
import { fixed } from './figures.ts'
import { describeServer } from './machine.ts'
import { type WholeWay, withWholeWay } from './whole-way.ts'

const WARM_UP = 60
const ORDERS = 300

/** Orders per second from the shop to the settled order, with far sides that answer at once: what we ourselves need. */
export async function benchOrders(say: (line: string) => void): Promise<void> {
  await withWholeWay(async way => {
    say(await describeServer(way.runtime.handle.sql))
    await way.start()
    await way.place(WARM_UP)
    await way.settled(WARM_UP)
    const before = cpuOf(way)
    const startedAt = performance.now()
    await way.place(ORDERS)
    await way.settled(WARM_UP + ORDERS)
    const seconds = (performance.now() - startedAt) / 1000
    const after = cpuOf(way)
    const perOrder = {
      bridge: (after.bridge - before.bridge) / ORDERS,
      database: (after.database - before.database) / ORDERS,
      farSides: (after.farSides - before.farSides) / ORDERS,
    }
    const all = perOrder.bridge + perOrder.database + perOrder.farSides
    say(`${ORDERS} orders in ${fixed(seconds)} s: ${fixed(ORDERS / seconds)} orders/s, all right on both sides.`)
    say('')
    const row = (name: string, ms: number) => [name, fixed(ms), `${fixed((ms / all) * 100, 0)} %`]
    for (const line of table(
      ['', 'CPU ms per order', 'share'],
      [
        row('bridge (with the processes that read PDFs)', perOrder.bridge),
        row('PostgreSQL', perOrder.database),
        row('simulated shop, ERP and mailbox', perOrder.farSides),
      ],
    ))
      say(line)
    say('')
    say('Each: heard, ERP order, delivery and invoice followed into Magento, PDF read and attached, mail, settled.')
  })
}

function cpuOf({ farSides, runtime }: WholeWay) {
  const pidFile = join(runtime.config.home, 'postgres', 'data', 'postmaster.pid')
  const far = cpuOfTree(farSides.pid)
  return {
    farSides: far,
    database: cpuOfTree(Number(readFileSync(pidFile, 'utf8').split('\n')[0])),
    bridge: cpuOfTree(process.pid) - far, // it is a child of this process; the database is not
  }
}
