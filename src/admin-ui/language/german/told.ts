import type { Messages } from '../say.tsx'

/** What flows wrote down in English: their sentences with holes, by theme. */
export const toldInGerman: Messages = {}
