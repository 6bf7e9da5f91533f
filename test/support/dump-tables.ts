import type { TestDatabase } from './database.ts'

/** Every row of every table as text, by "table"; bytes as the letters that they are. Files of documents are left out on request. */
export async function dumpTables(
  { sql }: Pick<TestDatabase, 'sql'>,
  options: { readonly withoutFiles?: boolean } = {},
): Promise<Map<string, readonly string[]>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`
  const dump = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const without = options.withoutFiles && name === 'documents' ? " - 'content'" : ''
    const rows = await sql.unsafe<{ row: string }[]>(
      `select (to_jsonb(t)${without})::text as row from "${name}" t order by 1`,
    )
    dump.set(
      name,
      rows.map(({ row }) => readable(row)),
    )
  }
  return dump
}

/** Which of these words stand in which tables: "orders: ana@example.com". */
export const findIn = (dump: ReadonlyMap<string, readonly string[]>, words: readonly string[]): string[] =>
  [...dump].flatMap(([table, rows]) => {
    const text = rows.join('\n').toLowerCase()
    return words.filter(word => text.includes(word.toLowerCase())).map(word => `${table}: ${word}`)
  })

/** Without the escapes of JSON in JSON, of addresses, and of bytes. */
const readable = (row: string): string =>
  row
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+x((?:[0-9a-f]{2})+)/gi, (_, bytes: string) => Buffer.from(bytes, 'hex').toString('utf8'))
    .replace(/(?:%[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'))
    .replaceAll('\\', '')
