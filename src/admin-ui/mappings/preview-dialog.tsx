import type { FC } from 'hono/jsx'
import type { MappingPreview } from '../../flows/mapping/change-mapping.ts'
import { say } from '../language/say.tsx'
import { WhatDiffers } from '../settings/what-differs.tsx'
import { Dialog } from '../shell/dialog.tsx'
import { Reason } from '../shell/reason.tsx'

interface PreviewDialogProps {
  readonly address: string
  readonly preview: MappingPreview
  /** What was previewed, to be saved as it is. */
  readonly change: string
}

/** Old and new, what becomes of the orders that wait, and of those that come. */
export const PreviewDialog: FC<PreviewDialogProps> = ({ address, preview: { lines, held, compared }, change }) => (
  <Dialog title={say('What changes')} action={`${address}/save`} submit={say('Make it active')}>
    <WhatDiffers lines={lines} />
    <p>
      {held.orders > 0
        ? say('{goOn, plural, one {# order} other {# orders}} of the {orders} that a mapping holds would go on.', {
            goOn: held.goOn,
            orders: held.orders,
          })
        : say('No order waits for a mapping.')}
    </p>
    <p>
      {compared.orders === 0
        ? say('No order was sent yet that it could be compared on.')
        : say(
            'Of the last {orders, plural, one {order} other {# orders}} {different} would be sent differently, and {newlyHeld} not at all.',
            {
              ...compared,
            },
          )}
    </p>
    <p class="under">
      {say('Orders that are planned from now on use it. What is decided already is sent as it was decided.')}
    </p>
    <input type="hidden" name="change" value={change} />
    <Reason quick={[say('A new code in Magento'), say('A new code in the ERP'), say('It was wrong')]} />
  </Dialog>
)
