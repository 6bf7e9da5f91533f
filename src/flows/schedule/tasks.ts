import { alertByMail } from '../alert/alert-by-mail.ts'
import { catalogTasks } from '../catalog/catalog-by-clock.ts'
import type { FlowContext } from '../context.ts'
import { cancelRefused } from '../order/cancel-refused.ts'
import { pollErp } from '../poll/poll-erp.ts'
import { pollMagentoOrders } from '../poll/poll-magento-orders.ts'
import { PULL_TASK, pullAgain } from '../poll/pull-again.ts'
import { pullModuleOutbox } from '../poll/pull-module-outbox.ts'
import { refreshStoreViews } from '../poll/refresh-store-views.ts'
import { sweepMagentoOrders } from '../poll/sweep-magento-orders.ts'
import { RECHECK_TASK, recheckProblems } from '../problem/recheck-problems.ts'
import { RECONCILE_TASK, reconcileByClock } from '../reconcile/reconcile-by-clock.ts'
import { transferTasks } from '../transfer/transfer-by-clock.ts'
import { forgetOld, RETENTION_TASK } from './forget-old.ts'
import { keepSubscribed } from './keep-subscribed.ts'

export interface Task {
  /** "magento-orders", "erp-changes:b1" */
  readonly name: string
  /** It asks the far side as such, and counts what it `read`: an answer ends what is open about a silence. */
  readonly asksFarSide?: true
  readonly store: string
  readonly connection?: string
  readonly everySeconds: number
  readonly label: string
  readonly run: (ctx: FlowContext) => Promise<Record<string, number>>
}

/** Everything that runs by the clock, for what is configured now. */
export async function tasksOf(ctx: FlowContext, store: string): Promise<Task[]> {
  const { settings } = await ctx.remotes.store(store)
  const { pollSeconds } = settings
  const connections = await ctx.remotes.connectionsOf(store)
  const transfers = await Promise.all(connections.map(connection => transferTasks(ctx, connection)))
  return [
    ...transfers.flat(),
    {
      name: 'store-views',
      store,
      everySeconds: 3_600,
      label: 'Read the store views',
      run: ctx => refreshStoreViews(ctx, store),
    },
    {
      name: 'magento-orders',
      asksFarSide: true,
      store,
      everySeconds: pollSeconds,
      label: 'Ask Magento for changed orders',
      run: ctx => pollMagentoOrders(ctx, store),
    },
    {
      name: 'magento-outbox',
      store,
      everySeconds: pollSeconds,
      label: "Read the module's outbox",
      run: ctx => pullModuleOutbox(ctx, store),
    },
    {
      name: 'magento-sweep',
      store,
      everySeconds: pollSeconds * 10,
      label: 'Look for orders that nobody told of',
      run: ctx => sweepMagentoOrders(ctx, store),
    },
    {
      name: RECHECK_TASK,
      store,
      everySeconds: Math.max(5, pollSeconds),
      label: 'Look whether causes are gone',
      run: ctx => recheckProblems(ctx, store),
    },
    ...(settings.alerts
      ? [
          {
            name: 'alerts',
            store,
            everySeconds: 60,
            label: 'Tell of problems by mail',
            run: (ctx: FlowContext) => alertByMail(ctx, store),
          },
        ]
      : []),
    {
      name: RECONCILE_TASK,
      store,
      everySeconds: 3_600,
      label: 'Compare both sides, close days of the ledger',
      run: ctx => reconcileByClock(ctx, store),
    },
    {
      name: PULL_TASK,
      store,
      everySeconds: 15,
      label: 'Hear again what was asked for',
      run: ctx => pullAgain(ctx, store),
    },
    {
      name: RETENTION_TASK,
      store,
      everySeconds: 86_400,
      label: 'Forget what is old',
      run: ctx => forgetOld(ctx, store),
    },
    ...connections.flatMap((connection): Task[] => [
      {
        name: `erp-changes:${connection.code}`,
        asksFarSide: true,
        store,
        connection: connection.code,
        everySeconds: connection.policies.pollSeconds,
        label: `Ask ${connection.name} what changed`,
        run: ctx => pollErp(ctx, store, connection.code),
      },
      {
        name: `erp-subscription:${connection.code}`,
        store,
        connection: connection.code,
        everySeconds: 21_600,
        label: `Keep ${connection.name} calling us`,
        run: ctx => keepSubscribed(ctx, connection.code),
      },
      ...catalogTasks(connection),
      ...(connection.policies.refused.action === 'cancel'
        ? [
            {
              name: `refused-orders:${connection.code}`,
              store,
              connection: connection.code,
              everySeconds: 600,
              label: `Cancel in Magento what ${connection.name} refuses`,
              run: (ctx: FlowContext) => cancelRefused(ctx, connection),
            },
          ]
        : []),
    ]),
  ]
}
