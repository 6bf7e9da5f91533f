import type { Messages } from '../say.tsx'
import { toldByHandInSlovenian } from './told-by-hand.ts'

/** What flows wrote down in English: their sentences with holes, by theme. */
export const toldInSlovenian: Messages = { ...toldByHandInSlovenian }
