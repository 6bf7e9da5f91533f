import { UserError } from '../../domain/errors.ts'
import type { ConnectionSetup } from '../config/read-setup.ts'
import type { FlowContext } from '../context.ts'
import type { Task } from '../schedule/tasks.ts'
import { taskOf } from './ask-source.ts'
import { transferOrders } from './transfer-orders.ts'

/** The task of a connection whose settings name a source of orders; of others none. */
export async function transferTasks(ctx: FlowContext, connection: ConnectionSetup): Promise<Task[]> {
  const { code, store, name, policies } = connection
  if (!(await hasSource(ctx, code))) return []
  return [
    {
      name: taskOf(code),
      asksFarSide: true,
      store,
      connection: code,
      everySeconds: policies.pollSeconds,
      label: `Fetch orders that wait for ${name}`,
      run: ctx => transferOrders(ctx, code),
    },
  ]
}

/** Settings that cannot be used are told by what needs them; the other tasks go on. */
async function hasSource(ctx: FlowContext, connection: string): Promise<boolean> {
  try {
    return (await ctx.remotes.erp(connection)).source !== undefined
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}
