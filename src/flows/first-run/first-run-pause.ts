/** Why a store that was connected from the page sends nothing yet. */
export const FIRST_RUN_PAUSE = 'the first run is not finished'
