import type { ConnectionSetup, StoreSetup } from '../config/read-setup.ts'

/** The first connection of the store that takes the order's store view. Pure. */
export function chooseConnection(
  store: Pick<StoreSetup, 'views'>,
  connections: readonly ConnectionSetup[],
  storeViewId: number,
): ConnectionSetup | undefined {
  const view = store.views.find(candidate => candidate.id === storeViewId)
  return connections.find(
    ({ policies }) => !policies.views || (view !== undefined && policies.views.includes(view.code)),
  )
}
