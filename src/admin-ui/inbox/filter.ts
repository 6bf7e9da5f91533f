import type { Door } from '../../flows/view/list-doors.ts'
import type { InboxFilter } from '../../flows/view/list-inbox.ts'
import { say } from '../language/say.tsx'
import type { Choice } from '../shell/choose.tsx'
import { type AdminContext, codesOf, queryText } from '../viewer.ts'
import { wayName } from './names.ts'

/** What of an address was understood, under the names that an address has for it; empty: not asked for. */
export interface ChosenInbox {
  readonly q: string
  /** "waiting" */
  readonly state: string
  /** "module", "erp_webhook:b1"; ":b1" for all of a connection */
  readonly way: string
  readonly store: string
}

export interface InboxQuery {
  readonly filter: InboxFilter
  readonly stores: readonly string[]
  readonly chosen: ChosenInbox
  /** Each part as a person reads it, with the address of the list without it. */
  readonly parts: readonly { readonly text: string; readonly without: string }[]
}

/** Reads the filters of an address. What makes no sense is left out. @param doors what there is to choose from */
export function readInboxQuery(c: AdminContext, doors: readonly Door[]): InboxQuery {
  const viewer = c.get('viewer')
  const text = (name: string) => queryText(c, name)
  const waiting = text('state') === 'waiting'
  const store = viewer.stores.find(candidate => candidate.code === text('store'))
  const way = waysOf(doors).find(({ value }) => value === text('way'))
  const search = text('q')
  const chosen: ChosenInbox = {
    q: search,
    state: waiting ? 'waiting' : '',
    way: way?.value ?? '',
    store: store && viewer.stores.length > 1 ? store.code : '',
  }
  const part = (name: keyof ChosenInbox, said: string) =>
    chosen[name] ? [{ text: said, without: inboxAddress({ ...chosen, [name]: '' }) }] : []
  return {
    filter: {
      ...(waiting && { waiting }),
      ...(way?.source && { source: way.source }),
      ...(way?.connection && { connection: way.connection }),
      ...(search && { search }),
    },
    stores: store ? [store.code] : codesOf(viewer),
    chosen,
    parts: [
      ...part('q', `“${search}”`),
      ...part('state', say('waiting')),
      ...part('way', way?.label ?? ''),
      ...part('store', say('store {name}', { name: store?.name ?? '' })),
    ],
  }
}

export const wayOf = ({ source = '', connection }: Partial<Pick<Door, 'source' | 'connection'>>): string =>
  connection === undefined ? source : `${source}:${connection}`

interface ChosenWay extends Choice {
  readonly source?: string
  readonly connection?: string | undefined
}

/** Every way, and all ways of one connection together. */
export function waysOf(doors: readonly Door[]): readonly ChosenWay[] {
  const ways = doors.flatMap((door): readonly ChosenWay[] => {
    const { source, connection, connectionName: name = connection ?? '' } = door
    const one = { value: wayOf(door), label: wayName(door), source, connection }
    const whole = { value: wayOf({ connection }), label: say('All of {name}', { name }), connection }
    return connection === undefined ? [one] : [whole, one]
  })
  return [...new Map(ways.map(way => [way.value, way])).values()]
}

/** The list that these make, always written the same way. */
export function inboxAddress(chosen: Partial<ChosenInbox>): string {
  const fields = Object.entries(chosen).filter(([, value]) => value !== '')
  const query = fields.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return query ? `/admin/inbox?${query}` : '/admin/inbox'
}
