import type { Named } from '../../domain/mapping-hints.ts'
import { spokenLanguage } from '../language/say.tsx'

/** What the connector calls it, in the language of the one who looks. */
export const nameIn = (named: Named): string => named[spokenLanguage()]
