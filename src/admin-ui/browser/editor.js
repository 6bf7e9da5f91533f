// The editor of settings: <code-editor> around a textarea, which stays what the form sends. CodeMirror lives in a shadow
// root, where it styles itself without <style> elements, as our policy asks.
import {
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  defaultKeymap,
  drawSelection,
  EditorState,
  EditorView,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  javascriptParser,
  keymap,
  LanguageSupport,
  lineNumbers,
  lintGutter,
  lintKeymap,
  parseMixed,
  searchKeymap,
  setDiagnostics,
  syntaxHighlighting,
  tags,
  yamlLanguage,
} from './codemirror.js'
import { fetchAsViewer, isFramed } from './embedded.js'
import { keysAt, placeAt, placesAt, valuesAt } from './settings-words.js'

/** Long enough not to judge every letter. */
const PAUSE_MS = 600

/** Scripts and JSONata are coloured as JavaScript: close enough to read them. */
const CODE = new Set(['script', 'expression'])
const codeInside = parseMixed((node, input) => {
  if (node.name !== 'BlockLiteralContent') return null
  const pair = node.node.parent?.parent
  const key = pair?.name === 'Pair' ? pair.firstChild : null
  return key && CODE.has(input.read(key.from, key.to)) ? { parser: javascriptParser } : null
})

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--link)' },
  { tag: [tags.string, tags.content, tags.attributeValue, tags.special(tags.string)], color: 'var(--done)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--person)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], color: 'var(--skipped)' },
  { tag: [tags.comment], color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.typeName, tags.labelName], color: 'var(--skipped)' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--soft)' },
  { tag: tags.invalid, color: 'var(--failed)' },
])

const theme = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: '12.5px', maxHeight: '640px' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-1px' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
    lineHeight: '1.55',
    overflow: 'auto',
  },
  '.cm-content': { caretColor: 'var(--strong)', padding: '8px 0', minHeight: '420px' },
  '.cm-cursor': { borderLeftColor: 'var(--strong)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--soft)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--focus) 7%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--waiting-bg)', color: 'var(--strong)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--focus) 30%, transparent)',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--focus) 18%, transparent)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--focus) 25%, transparent)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--waiting-bg)',
    color: 'var(--waiting)',
    border: '0',
    padding: '0 6px',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: '#fff' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: '#fff' },
  '.cm-completionDetail': { color: 'var(--soft)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionInfo': { padding: '6px 10px', maxWidth: '320px' },
  '.cm-diagnostic': { padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--failed)' },
  '.cm-panels input, .cm-panels button': {
    color: 'var(--text)',
    background: 'var(--sunken)',
    border: '1px solid var(--control)',
    borderRadius: '6px',
  },
})

class CodeEditor extends HTMLElement {
  #view
  #words
  #timer
  #asked
  /** What a trial found in the text as it is. */
  #tried = []

  connectedCallback() {
    if (this.#view) return
    const area = this.querySelector('textarea')
    if (!area) return
    const root = this.attachShadow({ mode: 'open' })
    this.#view = new EditorView({ state: this.#stateOf(area), parent: root, root })
    document.querySelector(`label[for="${area.id}"]`)?.addEventListener('click', () => this.#view.focus())
    if (area.readOnly) return
    this.#askForWords()
    this.#check()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#asked?.abort()
  }

  /** The cursor to the beginning of a line, from 1. */
  goTo(line) {
    const { from } = this.#view.state.doc.line(Math.min(Math.max(1, line), this.#view.state.doc.lines))
    this.#view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    this.#view.focus()
  }

  /** What a trial found, until the text changes. */
  mark(line, text) {
    const { doc } = this.#view.state
    const { from, to } = doc.line(Math.min(line, doc.lines))
    const indent = /^\s*/.exec(doc.sliceString(from, to))[0].length
    this.#tried = [{ from: from + indent, to, severity: 'error', message: text }]
    this.#view.dispatch(setDiagnostics(this.#view.state, this.#tried))
  }

  /** Another text in place of this one; one can take it back. */
  replace(text) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } })
  }

  #stateOf(area) {
    const { phrases, label } = this.dataset
    return EditorState.create({
      doc: area.value,
      extensions: [
        EditorState.phrases.of(JSON.parse(phrases ?? '{}')),
        EditorState.readOnly.of(area.readOnly),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        history(),
        foldGutter(),
        lintGutter(),
        drawSelection(),
        indentUnit.of('  '),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        new LanguageSupport(yamlLanguage.configure({ wrap: codeInside })),
        syntaxHighlighting(colours),
        theme,
        autocompletion({ override: [context => this.#complete(context)], icons: false }),
        // Tab leaves the editor, as everywhere on a page.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.updateListener.of(update => {
          if (!update.docChanged) return
          area.value = update.state.doc.toString()
          this.#tried = []
          clearTimeout(this.#timer)
          this.#timer = setTimeout(() => this.#check(), PAUSE_MS)
        }),
      ],
    })
  }

  async #askForWords() {
    const answer = await askAsViewer(this.dataset.words)
    if (answer?.ok) this.#words = await answer.json()
  }

  /** The server reads the text as it would when it is kept. */
  async #check() {
    this.#asked?.abort()
    this.#asked = new AbortController()
    const { signal } = this.#asked
    const { doc } = this.#view.state
    const answer = await askAsViewer(this.dataset.check, {
      method: 'POST',
      body: new URLSearchParams({ text: doc.toString() }),
      signal,
    })
    if (!answer?.ok || signal.aborted) return
    const { marks, summary } = await answer.json()
    if (!this.#view.state.doc.eq(doc)) return
    const found = marks.map(mark => diagnosticOf(mark, doc))
    this.#view.dispatch(setDiagnostics(this.#view.state, [...found, ...this.#tried]))
    const place = document.getElementById(this.dataset.summary)
    if (place) place.textContent = summary
  }

  #complete({ state, pos, explicit }) {
    const words = this.#words
    if (!words) return null
    const before = state.sliceDoc(0, pos)
    const place = placeAt(before)
    const isCode = place.kind === 'text' && CODE.has(place.path.at(-1))
    const named = words.places.length > 0 ? placesAt(words, before, isCode) : undefined
    if (named) {
      if (isCode && !explicit && !named.typed.includes('.')) return null
      const rest = state.sliceDoc(pos, state.doc.lineAt(pos).to)
      const closing = named.closing && !/^\s*(\||\}\})/.test(rest) ? named.closing : ''
      return optionsOf(
        pos - named.typed.length,
        named.options.map(({ path, type }) => ({ label: path, detail: type, apply: insertBefore(closing) })),
      )
    }
    if (place.kind === 'text' || (!explicit && place.typed === '')) return null
    const from = pos - place.typed.length
    if (place.kind === 'value')
      return optionsOf(
        from,
        valuesAt(words.schema, place.path).map(label => ({ label })),
      )
    return optionsOf(
      from,
      keysAt(words.schema, place.path).map(({ name, type, text }) => ({
        label: name,
        detail: type,
        info: text,
        apply: `${name}: `,
      })),
    )
  }
}

/** Inserts an option with what closes it; the cursor stays before that, for a filter. */
const insertBefore =
  closing =>
  (view, { label }, from, to) =>
    view.dispatch({ changes: { from, to, insert: label + closing }, selection: { anchor: from + label.length } })

const optionsOf = (from, options) => ({ from, options, validFor: /^[\w.$-]*$/ })

function diagnosticOf({ line, column, end, place, text }, doc) {
  const { from, to } = doc.line(Math.min(line, doc.lines))
  const start = Math.min(from + column - 1, to)
  return {
    from: start,
    to: Math.max(start, Math.min(from + end - 1, to)),
    severity: 'error',
    message: text,
    source: place,
  }
}

/** With what proves who is asking: the parent's token, or the form token of the page. */
async function askAsViewer(address, request = {}) {
  const own = JSON.parse(document.body.getAttribute('hx-headers:inherited') ?? '{}')
  const headers = { ...own, 'HX-Request': 'true' }
  try {
    return await (isFramed() ? fetchAsViewer : fetch)(address, { ...request, headers })
  } catch {
    return undefined // the page says so when the server is away; the editor goes on without
  }
}

customElements.define('code-editor', CodeEditor)

document.addEventListener('click', event => {
  const door = event.target.closest?.('[data-go-to-line]')
  if (door) document.querySelector('code-editor')?.goTo(Number(door.dataset.goToLine))
})

// A file of settings, read into the editor; nothing is sent before somebody tries or keeps it.
document.addEventListener('change', async event => {
  const { target } = event
  if (target.matches?.('input[type="file"][data-into-editor]') && target.files[0]) {
    document.querySelector('code-editor')?.replace(await target.files[0].text())
    target.value = ''
  }
  if (target.matches?.('input[name="step"]')) showStep(target.value)
})

// Where a trial stopped.
document.addEventListener('htmx:after:swap', () => {
  const door = document.querySelector('[data-mistake]')
  if (!door) return
  document.querySelector('code-editor')?.mark(Number(door.dataset.goToLine), door.dataset.mistake)
  door.removeAttribute('data-mistake')
})

/** One step of a trial in all panes. */
function showStep(step) {
  for (const part of document.querySelectorAll('[data-of-step]')) part.hidden = part.dataset.ofStep !== step
}
