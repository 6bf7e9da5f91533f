import { type Command, InvalidArgumentError } from 'commander'
import { counted } from '../domain/counted.ts'
import { UserError } from '../domain/errors.ts'
import type { FlowContext } from '../flows/context.ts'
import { retryProblem } from '../flows/problem/retry-problem.ts'
import { listOpenProblems, type ProblemCard } from '../flows/view/list-problems.ts'
import { readOwner } from '../flows/view/read-owner.ts'
import { storesFor } from './find-order.ts'
import { print, printJson } from './print.ts'
import { runInSession } from './run-in-session.ts'
import type { OpenSession } from './session-type.ts'
import { indent, moment, money } from './words.ts'

interface Options {
  readonly store?: string
  readonly retry?: number
  readonly json?: boolean
}

/** `orderbridge problems`: what waits for a person, heaviest first. */
export function registerProblems(program: Command, open: OpenSession): void {
  program
    .command('problems')
    .description('What waits for a person, heaviest first')
    .option('--store <code>', 'only of this store')
    .option('--retry <id>', 'try again for every order that waits for this problem', problemId)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExamples:\n  orderbridge problems\n  orderbridge problems --retry 7')
    .action((options: Options, command: Command) =>
      runInSession(open, async ({ ctx }) => {
        const stores = await storesFor(ctx, options.store)
        if (options.retry !== undefined) {
          const message = await retry(ctx, stores, options.retry)
          return options.json ? printJson(command, { message }) : print(command, [message])
        }
        const cards = await listOpenProblems(ctx, stores)
        if (options.json) printJson(command, cards)
        else print(command, cards.length === 0 ? ['Nothing waits for a person.'] : cards.flatMap(describe))
      }),
    )
}

function problemId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give the number that "orderbridge problems" prints.')
  return Number(text)
}

async function retry(ctx: FlowContext, stores: readonly string[], id: number): Promise<string> {
  const owner = await readOwner(ctx, { stores, kind: 'problem', id })
  if (!owner) throw new UserError(`There is no problem ${id}. "orderbridge problems" lists the open ones.`)
  const { orders } = await retryProblem(ctx, { store: owner.store, problemId: id })
  return `Problem ${id}: ${counted(orders, 'order is', 'orders are')} tried again.`
}

function describe(card: ProblemCard): string[] {
  const waiting = card.amounts.map(({ total, currency }) => `${money(total)} ${currency}`).join(', ')
  const orders =
    card.orders === 0 ? [] : [`${counted(card.orders, 'order waits', 'orders wait')}${waiting ? ` (${waiting})` : ''}`]
  const oldest = card.oldest.length === 0 ? [] : [`Oldest: ${card.oldest.map(({ number }) => number).join(', ')}`]
  const since = `since ${moment(card.openedAt)} UTC, store ${card.store}`
  return [
    `${card.id}  ${card.title.charAt(0).toUpperCase()}${card.title.slice(1)}`,
    ...indent([`→ ${card.remedy}`, ...(card.detail ? [card.detail] : []), ...orders, ...oldest, since]),
    '',
  ]
}
