import type { FC } from 'hono/jsx'
import type { KindOffer } from '../../flows/connect/describe-start.ts'
import { say } from '../language/say.tsx'
import { nameIn } from '../mappings/names.ts'

export const connectAddress = (store: string, kind = ''): string =>
  `/admin/connect/${store}${kind === '' ? '' : `/${kind}`}`

/** Which kind of ERP it is: everything behind it depends on that. */
export const Kinds: FC<{ readonly store: string; readonly kinds: readonly KindOffer[] }> = ({ store, kinds }) => (
  <div class="kinds">
    {kinds.map(({ kind, shipped, name, about }) => (
      <section class="card stack" aria-labelledby={`kind-${shipped ?? kind}`}>
        <h2 id={`kind-${shipped ?? kind}`}>{nameIn(name)}</h2>
        <p>{nameIn(about)}</p>
        <div class="actions">
          <a class="button" href={`${connectAddress(store, kind)}${shipped === undefined ? '' : `?with=${shipped}`}`}>
            {say('Choose')}
            <span class="unseen"> {nameIn(name)}</span>
          </a>
        </div>
      </section>
    ))}
  </div>
)
