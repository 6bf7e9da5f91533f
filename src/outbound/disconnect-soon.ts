import { setTimeout as pause } from 'node:timers/promises'

const LONGEST_MS = 3_000

/** Says goodbye. A broker that says nothing is not waited for. */
export async function disconnectSoon(client: { disconnect(): Promise<void> }): Promise<void> {
  await Promise.race([client.disconnect(), pause(LONGEST_MS, undefined, { ref: false })])
}
