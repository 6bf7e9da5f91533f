import { parseArgs } from 'node:util'
import { endure } from './run.ts'

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '2000' },
    workers: { type: 'string', default: '3' },
    'kill-every': { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
  },
})
const numbers = [values.orders, values.workers, values['kill-every'], values.minutes, values.seed].map(Number)
const [orders = 0, workers = 0, killEveryMs = 0, minutes = 0, seed = 0] = numbers
if (numbers.some(value => !(value > 0))) {
  process.stderr.write(
    'Use: npm run faults:processes -- [--orders 2000] [--workers 3] [--kill-every MILLISECONDS] [--minutes 10] [--seed 1]\n',
  )
  process.exit(2)
}
const say = (line: string) => process.stdout.write(`${line}\n`)
say(`${orders} orders, ${workers} workers, seed ${seed}`)
const outcome = await endure({ orders, workers, killEveryMs, faultMs: minutes * 60_000, seed, say })
const { kills, restarts, cuts, seconds, suppressed, violations } = outcome
say('')
for (const violation of violations.slice(0, 50)) say(`  ${violation}`)
say(
  `${kills} kills, ${restarts} restarts of the database, ${cuts} cuts of the network; ${(orders / seconds).toFixed(1)} orders/s; ${suppressed} mails repeated under their Message-ID; ${violations.length} violations`,
)
process.exit(violations.length === 0 ? 0 : 1)
