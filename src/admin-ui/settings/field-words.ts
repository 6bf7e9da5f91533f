export interface FieldWords {
  readonly label: string
  /** What it does, what holds when it is empty, and what becomes of orders on their way, in a line. */
  readonly about: string
  /** Of a table: what its key is, and then each column. */
  readonly columns?: readonly string[]
}
