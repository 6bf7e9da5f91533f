import type { Messages } from './say.tsx'
import { shell } from './slovenian/shell.ts'

/** What the page says, in Slovenian. One file for each room of the page. */
export const slovenian: Messages = { ...shell }
