import { IntlMessageFormat } from 'intl-messageformat'
import { toldInGerman } from './german/told.ts'
import { hasMessage, inSentence, type Language, type Messages, say, spokenLanguage } from './say.tsx'
import { toldInSlovenian } from './slovenian/told.ts'

const TOLD: Readonly<Record<Foreign, Messages>> = {
  de: toldInGerman,
  sl: toldInSlovenian,
}

/** Holes that hold a sentence or a word of ours again; in the others stands what a person or another system wrote. */
const OURS = new Set(['reason', 'noun', 'nouns', 'state', 'kind'])
/** Longer ones are not ours, and a pattern with several holes would take its time with them. */
const LONGEST = 2_000
const MOST_SENTENCES = 6

interface Template {
  readonly pattern: RegExp
  readonly holes: readonly string[]
  readonly format: IntlMessageFormat
}

/** First word → templates that begin with it, those with the most words of their own first; '' → those that begin with a hole. */
type Index = ReadonlyMap<string, readonly Template[]>
type Foreign = Exclude<Language, 'en'>

const indexes = new Map<Language, Index>()

/**
 * A sentence that a flow wrote down in English, in the language of the one who looks: the template that it was made
 * from is found again by its words. What no template fits, as an ERP's own words, stays as it is.
 */
export function told(text: string): string {
  const language = spokenLanguage()
  return language === 'en' || text.length > LONGEST ? text : toldIn(text, language, MOST_SENTENCES)
}

/** Whole, or as many sentences of its beginning as a template fits, and then the rest. */
function toldIn(text: string, language: Foreign, left: number): string {
  const whole = toldWhole(text, language)
  if (whole !== undefined || left === 0) return whole ?? text
  const ends = [...text.matchAll(/[.;]\s+/g)].map(end => end.index + 1).slice(0, MOST_SENTENCES)
  for (const end of ends.toReversed()) {
    const head = toldWhole(text.slice(0, end), language)
    if (head !== undefined) return `${head} ${toldIn(text.slice(end).trim(), language, left - 1)}`
  }
  const [first] = ends
  return first === undefined ? text : `${text.slice(0, first)} ${toldIn(text.slice(first).trim(), language, left - 1)}`
}

function toldWhole(text: string, language: Foreign): string | undefined {
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
  return OURS.has(name) ? toldPart(text) : text
}

/** What begins a sentence is found without its capital letter as well: "The sales document" is "the sales document". */
function toldPart(text: string): string {
  const said = told(text)
  if (said !== text || !/^[A-Z][a-z]/.test(text)) return said
  const small = told(inSentence(text))
  return small === inSentence(text) ? text : small.charAt(0).toLocaleUpperCase() + small.slice(1)
}

/** {n}, {n2}: a number, and nothing else fits there. */
const isCount = (name: string): boolean => /^n\d?$/.test(name)

const firstWord = (text: string): string => /^\S+(?=\s|$)/.exec(text)?.[0] ?? ''

function indexOf(language: Foreign): Index {
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
