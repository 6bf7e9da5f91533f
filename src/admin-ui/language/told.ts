import { IntlMessageFormat } from 'intl-messageformat'
import { choiceMade, fieldLabel, mayNameFields, withLabels } from '../settings/field-labels.ts'
import { figure, mayHaveFigures, patternOf, sideText } from './figures.ts'
import { toldInGerman } from './german/told.ts'
import { hasMessage, inSentence, type Language, listText, type Messages, say, speak, spokenLanguage } from './say.tsx'
import { toldInSlovenian } from './slovenian/told.ts'
import { mayStandOtherwise, standingText, statusText } from './standing.ts'

const TOLD: Readonly<Record<Language, Messages>> = {
  en: Object.fromEntries(Object.keys(toldInGerman).map(english => [english, english])),
  de: toldInGerman,
  sl: toldInSlovenian,
}

/** Holes that hold a sentence or a word of ours again; in the others stands what a person or another system wrote. */
const OURS = new Set(['reason', 'error', 'noun', 'state', 'kind', 'what', 'who', 'difference'])
/** Longer ones are not ours, and a pattern with several holes would take its time with them. */
const LONGEST = 2_000
const MOST_SENTENCES = 6
const MOST_LINES = 60

interface Template {
  /** No hole reaches into the next sentence. */
  readonly strict: RegExp
  /** For what others wrote in several sentences. */
  readonly loose: RegExp
  readonly holes: readonly string[]
  readonly translated: string
}

/** First word → templates that begin with it, those with the most words of their own first; '' → those that begin with a hole. */
type Index = ReadonlyMap<string, readonly Template[]>

const indexes = new Map<Language, Index>()

/**
 * A sentence that a flow wrote down in English, in the language of the one who looks: the template that it was made
 * from is found again by its words, and money and days in its holes are written in the reader's form. What no template
 * fits, as an ERP's own words, stays as it is.
 */
export function told(text: string): string {
  const language = spokenLanguage()
  if (language === 'en' && !mayHaveFigures(text) && !mayStandOtherwise(text) && !mayNameFields(text)) return text
  const [first = '', ...lines] = text.split('\n')
  if (lines.length > 0 && lines.length <= MOST_LINES) {
    const head = toldLine(first, language)
    if (head !== first) return [head, ...lines.map(line => toldMistake(line, language))].join('\n')
  }
  return toldLine(text, language)
}

const toldLine = (text: string, language: Language): string =>
  text.length > LONGEST ? text : toldIn(text, language, MOST_SENTENCES)

/** "  orders.write, line 3: is missing" and "alerts.to must be a list": the place stays, what is wrong with it is told. */
function toldMistake(text: string, language: Language): string {
  const [, indent = '', place = '', colon = '', wrong = ''] =
    /^(\s*)(line \d+|[^\s:,]+(?:, line \d+)?)(:?) (.+)$/.exec(text) ?? []
  return place === '' ? text : `${indent}${toldLine(place, language)}${colon} ${toldLine(wrong, language)}`
}

/** Several in one sentence; a semicolon also stands before what is suggested. */
const toldMistakes = (text: string, language: Language): string =>
  text
    .split(/; (?!did you mean |known here)/)
    .map(mistake => toldMistake(mistake, language))
    .join('; ')

/** One side of a comparison: no sentence, but a number, money, a state or a few words. */
export function toldSide(text: string): string {
  const both = text.includes('(') ? standingText(text) : undefined
  if (both !== undefined) return both
  const shown = told(sideText(text))
  return shown === text ? (standingText(text) ?? text) : shown
}

/** What stands below a problem: the words of another system stay as they are, ours are told line by line. */
export const toldDetail = (text: string): string => text.split('\n').map(toldChange).join('\n')

/** "Order 12: held; placed 24.90 → not there": of a day of the ledger. */
function toldChange(line: string): string {
  const [, what, sealed, now] = /^([^:→]+): ([^→]+) → ([^→]+)$/.exec(line) ?? []
  if (what === undefined || sealed === undefined || now === undefined) return told(line)
  return `${told(what)}: ${told(sealed)} → ${told(now)}`
}

/** As a heading: what follows "Order 12: " begins small, and stands alone where several orders share the cause. */
export function toldTitle(text: string): string {
  const title = told(text)
  return title.charAt(0).toLocaleUpperCase() + title.slice(1)
}

/** The same for the reader of a letter, whom no request speaks to. */
export const titleIn = (locale: string, title: string): string => speak(locale, () => toldTitle(title))

/** Whole, or as many sentences of its beginning as a template fits, and then the rest. */
function toldIn(text: string, language: Language, left: number): string {
  const whole = toldWhole(text, language, 'strict')
  if (whole !== undefined) return whole
  const ends = left > 0 ? [...text.matchAll(/[.;]\s+/g)].map(end => end.index + 1).slice(0, MOST_SENTENCES) : []
  const rest = (end: number): string => toldIn(text.slice(end).trim(), language, left - 1)
  for (const end of ends.toReversed()) {
    const head = toldWhole(text.slice(0, end), language, 'strict')
    if (head !== undefined) return `${head} ${rest(end)}`
  }
  const loose = toldWhole(text, language, 'loose')
  if (loose !== undefined) return loose
  const [first] = ends
  return first === undefined ? text : `${text.slice(0, first)} ${rest(first)}`
}

/** A fragment may end in a full stop where it stands alone, and a sentence may have lost its own inside of another. */
function toldWhole(text: string, language: Language, how: 'strict' | 'loose'): string | undefined {
  const found = toldExactly(text, language, how)
  if (found !== undefined) return found
  if (text.endsWith('.')) {
    const bare = toldExactly(text.slice(0, -1), language, how)
    return bare === undefined ? undefined : `${bare}.`
  }
  return toldExactly(`${text}.`, language, how)?.replace(/\.$/, '')
}

function toldExactly(text: string, language: Language, how: 'strict' | 'loose'): string | undefined {
  // A message with a hole is said with what belongs in it, and never stored as it stands.
  if (!text.includes('{') && hasMessage(text)) return say(text)
  const index = indexOf(language)
  for (const template of [...(index.get(firstWord(text)) ?? []), ...(index.get('') ?? [])]) {
    const found = template[how].exec(text)
    if (found) return write(template, found)
  }
  return undefined
}

const formats = new Map<string, IntlMessageFormat>()

function write({ holes, translated }: Template, found: RegExpExecArray): string {
  const language = spokenLanguage()
  if (language === 'en') {
    const [...texts] = holes.map((name, at) => fill(name, found[at + 1], language))
    return withLabels(translated).replace(/\{\w+\}/g, () => String(texts.shift()))
  }
  const known = formats.get(translated)
  const format = known ?? new IntlMessageFormat(withLabels(translated), language, undefined, { ignoreTag: true })
  if (!known) formats.set(translated, format)
  return String(format.format(Object.fromEntries(holes.map((name, at) => [name, fill(name, found[at + 1], language)]))))
}

/** What is counted has to be a number, so that the plural fits it. */
function fill(name: string, text: string | undefined, language: Language): string | number {
  if (text === undefined) return ''
  if (isCount(name)) return language === 'en' ? text : Number(text)
  if (name === 'mistakes') return toldMistakes(text, language)
  if (name === 'parts') return listText(text.split(', ').map(told))
  if (name === 'standing') return standingText(text) ?? text
  if (name === 'statuses') return text.split(', ').map(statusText).join(', ')
  if (name === 'setting') return choiceMade(text) ?? text
  if (isField(name)) return fieldLabel(text) ?? text
  const shown = figure(name, text)
  return shown === text && OURS.has(name) ? toldPart(text) : shown
}

/** What begins a sentence is found without its capital letter as well: "The sales document" is "the sales document". */
function toldPart(text: string): string {
  const small = /^The /.test(text) ? told(inSentence(text)) : undefined
  return small === undefined || small === inSentence(text)
    ? told(text)
    : small.charAt(0).toLocaleUpperCase() + small.slice(1)
}

/** {field}, {field2}: the key of a setting. */
const isField = (name: string): boolean => /^field\d?$/.test(name)

/** {n}, {n2}: a number, and nothing else fits there. */
const isCount = (name: string): boolean => /^n\d?$/.test(name)

const firstWord = (text: string): string => /^\S+(?=\s|$)/.exec(text)?.[0] ?? ''

function indexOf(language: Language): Index {
  const known = indexes.get(language)
  if (known) return known
  const templates = Object.entries(TOLD[language]).sort(([a], [b]) => ownLetters(b) - ownLetters(a))
  const index = new Map<string, Template[]>()
  for (const [english, translated] of templates) {
    const word = firstWord(english)
    const key = word.includes('{') ? '' : word
    index.set(key, [...(index.get(key) ?? []), compile(english, translated)])
  }
  indexes.set(language, index)
  return index
}

const ownLetters = (english: string): number => english.replace(/\{\w+\}/g, '').length

function compile(english: string, translated: string): Template {
  const parts = english.split(/(\{\w+\})/)
  const pattern = (hole: string): RegExp =>
    new RegExp(
      `^${parts
        .map(part => {
          const name = holeOf(part)
          if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          return isCount(name) ? '(\\d+)' : (patternOf(name) ?? hole)
        })
        .join('')}$`,
    )
  return {
    strict: pattern('((?:(?!\\. [A-Z"“])[\\s\\S])+?)'),
    loose: pattern('([\\s\\S]+?)'),
    holes: parts.flatMap(part => holeOf(part) ?? []),
    translated,
  }
}

const holeOf = (part: string): string | undefined => /^\{(\w+)\}$/.exec(part)?.[1]
