/** What every simulated ERP is started with. */
export interface SimulatorOptions {
  /** 0 takes one that is free. */
  readonly port: number
  readonly host?: string
  /** Absent: everything is forgotten at the end. */
  readonly journalFile?: string
  readonly clock: { now(): Date }
  readonly random: () => number
  /** What its papers look like; absent: laid out for people. @param title unique per document */
  readonly print?: (title: string) => Uint8Array
  /** Before every answer. */
  readonly latencyMs?: number
}
