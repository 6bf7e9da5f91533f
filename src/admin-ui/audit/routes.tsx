import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../domain/errors.ts'
import { type VerifiedChain, verifyAudit } from '../../flows/audit/verify-audit.ts'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import { requireRole } from '../../flows/require-role.ts'
import { listAuditChain } from '../../flows/view/list-audit-chain.ts'
import { say } from '../language/say.tsx'
import { told } from '../language/told.ts'
import { answerAction } from '../shell/answers.tsx'
import { renderPage } from '../shell/page.tsx'
import { Pager, pagingOf } from '../shell/pager.tsx'
import { readForm } from '../shell/read-form.ts'
import { SearchField } from '../shell/search-field.tsx'
import { type AdminContext, type AdminEnv, may, queryText, Refusal, type Viewer } from '../viewer.ts'
import { Entries } from './table.tsx'

const verifyForm = z.object({ chain: z.string().max(40) })

interface Chain {
  readonly code: string
  readonly name: string
}

/** Who did what, store by store: each has a chain of its own. */
export const auditRoutes = new Hono<AdminEnv>()
  .get('/', async c => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'view')
    const chains = chainsOf(viewer)
    const chain = findChain(chains, queryText(c, 'chain') || chains[0]?.code || '')
    const search = queryText(c, 'q')
    const page = await listAuditChain(viewer.ctx, { chain: chain.code, search, paging: pagingOf(c) })
    return renderPage(
      c,
      { title: say('Audit'), place: 'audit' },
      <>
        <div class="head">
          <h1>{say('Audit')}</h1>
          {may(viewer, 'operate') ? <Verify chain={chain} /> : null}
        </div>
        <p class="under">
          {say(
            'Written in the transaction that it speaks of. Each entry is sealed to the one before: what is changed, taken out or put in later is found.',
          )}
        </p>
        <Filters chains={chains} chain={chain} search={search} />
        {page.rows.length > 0 ? <Entries entries={page.rows} /> : <Nothing search={search} more={!!page.older} />}
        <Pager c={c} page={page} label={say('Pages of the audit')} />
      </>,
    )
  })
  .post('/verify', async (c: AdminContext) => {
    const viewer = c.get('viewer')
    requireRole(viewer.ctx, 'operate')
    const form = await readForm(c, verifyForm)
    const chain = findChain(chainsOf(viewer), form.chain)
    return answerAction(c, async () => describe(chain, await verifyAudit(viewer.ctx, { stores: [chain.code] })))
  })

/** Whoever may see all stores sees what belongs to no single one as well. */
function chainsOf({ ctx, stores }: Viewer): readonly Chain[] {
  const { actor } = ctx
  const ofAll = actor.kind === 'admin_user' && actor.stores === undefined
  return [...stores, ...(ofAll ? [{ code: EVERY_STORE, name: say('All stores together') }] : [])]
}

function findChain(chains: readonly Chain[], code: string): Chain {
  const found = chains.find(chain => chain.code === code)
  if (found) return found
  throw new Refusal(404, say('There is no such store among yours.'))
}

function describe(chain: Chain, verified: readonly VerifiedChain[]): string {
  const [{ entries, breaks, head } = { entries: 0, breaks: [], head: undefined }] = verified
  const said = { chain: chain.name, n: entries }
  if (breaks.length === 0)
    return head
      ? say('{chain}: {n, plural, one {# entry} other {# entries}}, unbroken, up to no. {last}.', {
          ...said,
          last: head.seq,
        })
      : say('{chain}: {n, plural, one {# entry} other {# entries}}, unbroken.', said)
  const shown = breaks.slice(0, 3).map(({ text }) => told(text))
  const more = breaks.length - shown.length
  const list = more > 0 ? [...shown, say('and {n} more', { n: more })] : shown
  throw new UserError(
    say(
      '{chain}: the audit is broken. {breaks}. Run "orderbridge audit verify" for all of it, and keep a copy of the database as it is.',
      { chain: chain.name, breaks: list.join('; ') },
    ),
  )
}

const Verify = ({ chain }: { readonly chain: Chain }) => (
  <form hx-post="/admin/audit/verify" hx-target="#toasts" hx-swap="innerHTML" hx-disable="find button">
    <input type="hidden" name="chain" value={chain.code} />
    <button type="submit">{say('Verify the chain')}</button>
  </form>
)

const Filters = ({ chains, chain, search }: { chains: readonly Chain[]; chain: Chain; search: string }) => (
  <search aria-label={say('Audit')}>
    <form class="filters" action="/admin/audit" method="get">
      {chains.length > 1 ? (
        <div class="field">
          <label for="chain">{say('Store')}</label>
          <select id="chain" name="chain">
            {chains.map(({ code, name }) => (
              <option value={code} selected={code === chain.code}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <SearchField value={search} maxlength={100} placeholder={say('A person, an order, an action, a reason')} />
    </form>
  </search>
)

const Nothing = ({ search, more }: { readonly search: string; readonly more: boolean }) => (
  <div class="empty">
    <h2>{search ? say('Nothing fits here') : say('Nothing is written down yet')}</h2>
    <p>{nothingText(search, more)}</p>
  </div>
)

function nothingText(search: string, more: boolean): string {
  if (!search)
    return say('Who pushes, skips, resends, pauses or configures something is written here, with the reason.')
  return more
    ? say('“{search}” is not in the entries that were looked through; older ones may have it.', { search })
    : say('“{search}” is not in this chain.', { search })
}
