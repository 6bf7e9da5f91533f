import type { OutboxMessage } from '../outbox/claim-outbox.ts'

/** @throws Error for a message to an ERP that names no connection: a mistake of ours. */
export function connectionOf(message: OutboxMessage): string {
  if (message.connection === null) throw new Error(`outbox message ${message.id} (${message.kind}) names no connection`)
  return message.connection
}

export function orderOf(message: OutboxMessage): number {
  if (message.orderId === null) throw new Error(`outbox message ${message.id} (${message.kind}) names no order`)
  return message.orderId
}
