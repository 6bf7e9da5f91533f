import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { moveCursor, readCursor } from '../poll/cursor.ts'

const TASK = 'ledger'
const position = z.object({ openFrom: z.string() })

/** The first day that may be open: every day with content before it is closed, or lies before the ledger began. */
export const readOpenFrom = async (ctx: FlowContext, store: string): Promise<string | undefined> =>
  (await readCursor(ctx, store, TASK, position))?.openFrom

export const moveOpenFrom = (ctx: FlowContext, store: string, openFrom: string): Promise<void> =>
  moveCursor(ctx, store, TASK, { openFrom })
