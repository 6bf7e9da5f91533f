import type { FC } from 'hono/jsx'
import type { KindOffer } from '../../flows/connect/describe-start.ts'
import { say } from '../language/say.tsx'
import { nameIn } from '../mappings/names.ts'

export const connectAddress = (store: string, kind = ''): string =>
  `/admin/connect/${store}${kind === '' ? '' : `/${kind}`}`

/** Which kind of ERP it is: everything behind it depends on that. */
export const Kinds: FC<{ readonly store: string; readonly kinds: readonly KindOffer[] }> = ({ store, kinds }) => (
  <div class="kinds">
    {kinds.map(({ kind, label, about }) => (
      <section class="card stack" aria-labelledby={`kind-${kind}`}>
        <h2 id={`kind-${kind}`}>{labelOf(kind, label)}</h2>
        <p>{nameIn(about)}</p>
        <div class="actions">
          <a class="button" href={connectAddress(store, kind)}>
            {say('Choose')}
            <span class="unseen"> {labelOf(kind, label)}</span>
          </a>
        </div>
      </section>
    ))}
  </div>
)

/** Names of products stay as they are; the one that is none is said in the viewer's words. */
export const labelOf = (kind: string, label: string): string =>
  kind === 'http-flow' ? say('Another ERP, over HTTP') : label
