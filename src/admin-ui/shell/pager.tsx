import type { FC } from 'hono/jsx'
import { type Page, type Paging, readPlace, writePlace } from '../../flows/view/paging.ts'
import { say } from '../language/say.tsx'
import type { AdminContext } from '../viewer.ts'

/** Where in a list an address points. */
export function pagingOf(c: AdminContext): Paging {
  const [after, before] = [readPlace(c.req.query('after')), readPlace(c.req.query('before'))]
  if (before) return { before }
  return after ? { after } : {}
}

/** The same address at another place of the list. */
function addressAt(c: AdminContext, name: 'after' | 'before', place: string): string {
  const url = new URL(c.req.url)
  url.searchParams.delete('after')
  url.searchParams.delete('before')
  url.searchParams.set(name, place)
  return url.pathname + url.search
}

export const Pager: FC<{ readonly c: AdminContext; readonly page: Page<unknown>; readonly label: string }> = ({
  c,
  page,
  label,
}) =>
  page.newer || page.older ? (
    <nav class="pager" aria-label={label}>
      {page.newer ? (
        <a class="button" href={addressAt(c, 'before', writePlace(page.newer))} rel="prev">
          {say('← Newer')}
        </a>
      ) : null}
      {page.older ? (
        <a class="button" href={addressAt(c, 'after', writePlace(page.older))} rel="next">
          {say('Older →')}
        </a>
      ) : null}
    </nav>
  ) : null
