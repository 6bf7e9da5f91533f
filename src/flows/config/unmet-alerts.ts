import type { StoreSettings } from '../../domain/settings.ts'
import type { Mistake } from './read-yaml.ts'

/** Alerts go out with the sender of the store's mails. */
export const unmetAlerts = ({ alerts, mail }: Pick<StoreSettings, 'alerts' | 'mail'>): readonly Mistake[] =>
  alerts && !mail ? [{ path: ['alerts'], text: 'needs a sender: set mail.from of the store as well' }] : []
