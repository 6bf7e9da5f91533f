import type { Messages } from '../say.tsx'
import { toldByHandInGerman } from './told-by-hand.ts'

/** What flows wrote down in English: their sentences with holes, by theme. */
export const toldInGerman: Messages = { ...toldByHandInGerman }
