import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import { z } from 'zod'
import { EVERY_STORE } from '../../flows/audit/write-audit.ts'
import { createPairingCode, type PairingCode } from '../../flows/pairing/create-pairing-code.ts'
import { requireRole } from '../../flows/require-role.ts'
import { message, Say, say } from '../language/say.tsx'
import { Dialog, ShownOnce } from '../shell/dialog.tsx'
import { readForm } from '../shell/read-form.ts'
import { Moment } from '../shell/words.tsx'
import { type AdminEnv, may, type Viewer } from '../viewer.ts'

const form = z.object({
  store: z.string().trim().min(1, message('Give the store a code: "main".')).max(40),
  name: z.string().trim().max(80).default(''),
  private: z.string().optional(),
})

/** Only for those who configure all stores: what is added belongs to none of the others. */
export function mayAddStores(viewer: Viewer): boolean {
  const { actor } = viewer.ctx
  return may(viewer, 'configure') && actor.kind === 'admin_user' && actor.stores === undefined
}

/** A code by which a Magento with the companion module connects itself: nobody copies secrets. */
export const pairingRoutes = new Hono<AdminEnv>()
  .get('/', c => {
    requireRole(c.get('viewer').ctx, 'configure', EVERY_STORE)
    return c.html(
      <Dialog title={say('Connect a Magento')} action="/admin/connections/pair" submit={say('Make a code')}>
        <p>
          {say(
            'Magento needs the companion module. It brings its own credentials for the code, and gets its keys; nobody copies a secret.',
          )}
        </p>
        <div class="field">
          <label for="store">{say('Code of the store: a new one, or one that shall get new keys')}</label>
          <input id="store" name="store" type="text" required maxlength={40} autocomplete="off" data-first-focus />
        </div>
        <div class="field">
          <label for="name">{say('Name, as people know it')}</label>
          <input id="name" name="name" type="text" maxlength={80} autocomplete="off" />
        </div>
        <label class="choice">
          <input type="checkbox" name="private" value="yes" /> {say('It stands in a private network')}
        </label>
      </Dialog>,
    )
  })
  .post('/', async c => {
    const { ctx } = c.get('viewer')
    requireRole(ctx, 'configure', EVERY_STORE)
    const { store, name, private: isPrivate } = await readForm(c, form)
    const made = await createPairingCode(ctx, { store, name, ...(isPrivate && { allowPrivateNetwork: true }) })
    c.header('HX-Retarget', '#dialog')
    c.header('HX-Reswap', 'innerHTML')
    return c.html(<Code made={made} bridgeUrl={c.get('options').publicUrl} />)
  })

const Code: FC<{ readonly made: PairingCode; readonly bridgeUrl: string }> = ({ made, bridgeUrl }) => (
  <ShownOnce title={say('Connect a Magento')}>
    <p>
      <Say
        text="In Magento, under {where}, enter both and press Connect."
        where={<strong>{say('Stores › Configuration › Sales › Orderbridge')}</strong>}
      />
    </p>
    <dl>
      <dt>{say('Bridge URL')}</dt>
      <dd class="verbatim taken-whole">{bridgeUrl}</dd>
      <dt>{say('Pairing code')}</dt>
      <dd class="verbatim taken-whole">{made.code}</dd>
    </dl>
    <p class="under">
      <Say text="Good once, until {time}." time={<Moment at={made.expiresAt} as="time" />} />
      {made.isNew
        ? ''
        : ` ${say('Store {store} is there already: it gets new keys, its settings stay.', { store: made.store })}`}
    </p>
  </ShownOnce>
)
