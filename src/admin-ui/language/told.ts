import { IntlMessageFormat } from 'intl-messageformat'
import { toldInGerman } from './german/told.ts'
import { toldByHandInGerman } from './german/told-by-hand.ts'
import { hasMessage, type Language, type Messages, say, spokenLanguage } from './say.tsx'
import { toldInSlovenian } from './slovenian/told.ts'
import { toldByHandInSlovenian } from './slovenian/told-by-hand.ts'

const TOLD: Readonly<Record<Exclude<Language, 'en'>, Messages>> = {
  de: { ...toldInGerman, ...toldByHandInGerman },
  sl: { ...toldInSlovenian, ...toldByHandInSlovenian },
}

/** Holes that hold a sentence or a word of ours again; in the others stands what a person or another system wrote. */
const OURS = new Set(['reason', 'noun', 'nouns', 'state', 'kind'])
/** Longer ones are not ours, and a pattern with several holes would take its time with them. */
const LONGEST = 2_000

interface Template {
  readonly pattern: RegExp
  readonly holes: readonly string[]
  readonly format: IntlMessageFormat
}

/** First word → templates that begin with it, those with the most words of their own first; '' → those that begin with a hole. */
type Index = ReadonlyMap<string, readonly Template[]>

const indexes = new Map<Language, Index>()

/**
 * A sentence that a flow wrote down in English, in the language of the one who looks: the template that it was made
 * from is found again by its words. What no template fits, as an ERP's own words, stays as it is.
 */
export function told(text: string): string {
  const language = spokenLanguage()
  if (language === 'en' || text.length > LONGEST) return text
  const whole = toldWhole(text, language)
  if (whole !== undefined) return whole
  const sentences = text.split(/(?<=[.;])\s+/)
  return sentences.length < 2 ? text : sentences.map(sentence => toldWhole(sentence, language) ?? sentence).join(' ')
}

function toldWhole(text: string, language: Exclude<Language, 'en'>): string | undefined {
  if (hasMessage(text)) return say(text)
  const index = indexOf(language)
  for (const { pattern, holes, format } of [...(index.get(firstWord(text)) ?? []), ...(index.get('') ?? [])]) {
    const found = pattern.exec(text)
    if (found)
      return String(format.format(Object.fromEntries(holes.map((name, at) => [name, fill(name, found[at + 1])]))))
  }
  return undefined
}

/** What is counted has to be a number, so that the plural fits it. */
function fill(name: string, text = ''): string | number {
  if (isCount(name)) return Number(text)
  return OURS.has(name) ? told(text) : text
}

/** {n}, {n2}: a number, and nothing else fits there. */
const isCount = (name: string): boolean => /^n\d?$/.test(name)

const firstWord = (text: string): string => /^\S+(?=\s|$)/.exec(text)?.[0] ?? ''

function indexOf(language: Exclude<Language, 'en'>): Index {
  const known = indexes.get(language)
  if (known) return known
  const templates = Object.entries(TOLD[language]).sort(([a], [b]) => ownLetters(b) - ownLetters(a))
  const index = new Map<string, Template[]>()
  for (const [english, translated] of templates) {
    const word = firstWord(english)
    const key = word.includes('{') ? '' : word
    index.set(key, [...(index.get(key) ?? []), compile(english, translated, language)])
  }
  indexes.set(language, index)
  return index
}

const ownLetters = (english: string): number => english.replace(/\{\w+\}/g, '').length

function compile(english: string, translated: string, language: Language): Template {
  const holes: string[] = []
  const pattern = english
    .split(/(\{\w+\})/)
    .map(part => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      holes.push(name)
      return isCount(name) ? '(\\d+)' : '([\\s\\S]+?)'
    })
    .join('')
  return {
    pattern: new RegExp(`^${pattern}$`),
    holes,
    format: new IntlMessageFormat(translated, language, undefined, { ignoreTag: true }),
  }
}
