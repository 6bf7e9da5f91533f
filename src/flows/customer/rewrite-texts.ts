import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { FlowContext } from '../context.ts'
import { id, readRows } from '../view/rows.ts'
import { erasedIn, spellings } from './marks.ts'

/** Columns of a table with an id, in which words of people or of far sides stand. */
export interface Texts {
  readonly table: string
  readonly columns: Readonly<Record<string, 'text' | 'json' | 'jsonb'>>
}

const row = z.object({ id, texts: z.array(z.string().nullable()) })

/** Whether a row of `t` says one of these words anywhere. */
export const says = (marks: readonly string[]): SQL =>
  sql`exists (select from unnest(${sql.param(spellings(marks))}::text[]) m where strpos(t::text, m) > 0)`

/** Writes texts of the rows of `t` anew, where that changes them. @returns how many rows it did */
export async function rewriteTexts(
  { db }: Pick<FlowContext, 'db'>,
  { table, columns }: Texts,
  which: SQL,
  erase: (text: string) => string,
): Promise<number> {
  const named = Object.entries(columns)
  const texts = named.map(([name]) => sql`t.${sql.identifier(name)}::text`)
  const rows = await readRows(
    db,
    row,
    sql`select t.id, json_build_array(${sql.join(texts, sql`, `)}) as texts from ${sql.identifier(table)} t
      where ${which} order by t.id for no key update`,
  )
  let changed = 0
  for (const { id, texts } of rows) {
    const sets = named.flatMap(([name, type], at) => {
      const [before, after] = [texts[at], rewritten(texts[at], type, erase)]
      return after === undefined || after === before ? [] : [set(name, type, after)]
    })
    if (sets.length === 0) continue
    changed += 1
    await db.execute(sql`update ${sql.identifier(table)} set ${sql.join(sets, sql`, `)} where id = ${id}`)
  }
  return changed
}

const set = (name: string, type: Texts['columns'][string], text: string): SQL =>
  sql`${sql.identifier(name)} = ${text}::text::${sql.raw(type)}`

/** JSON that says the same is left as it is written. */
function rewritten(before: string | null | undefined, type: Texts['columns'][string], erase: (text: string) => string) {
  if (before === null || before === undefined) return undefined
  if (type === 'text') return erase(before)
  const value: unknown = JSON.parse(before)
  const after = JSON.stringify(erasedIn(value, erase))
  return after === JSON.stringify(value) ? undefined : after
}
