import { html } from 'hono/html'
import type { Child, FC, PropsWithChildren } from 'hono/jsx'

/** What the pages of all simulated ERPs look like. */

/** Browsers lay out a page without a doctype by older rules. */
export const wholePage = (content: Child) => html`<!doctype html>${content}`

const STYLE =
  'body{font:14px system-ui;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd}td.n,th.n{text-align:right}dt{color:#555}dd{margin:0 0 .5rem}'

export const ErpPage: FC<PropsWithChildren<{ erp: string; title: string }>> = ({ erp, title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>
        {title} · {erp}
      </title>
      <style>{STYLE}</style>
    </head>
    <body>
      <p>
        <a href="/">{erp}</a>
      </p>
      <h1>{title}</h1>
      {children}
    </body>
  </html>
)

export const HeadedTable: FC<PropsWithChildren<{ heads: readonly string[] }>> = ({ heads, children }) => (
  <table>
    <thead>
      <tr>
        {heads.map(head => (
          <th>{head}</th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)

/** Enough for a screen; a count says how many there are. */
const SHOWN = 200

/** The newest first. @param rows oldest first */
export const newest = <T,>(rows: readonly T[]): T[] => rows.slice(-SHOWN).reverse()
