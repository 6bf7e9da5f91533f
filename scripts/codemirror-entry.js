// What the editor of settings takes from CodeMirror: scripts/bundle-codemirror.ts makes one file of it.
// biome-ignore lint/performance/noBarrelFile: a bundle is made from a list.
export {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from '@codemirror/autocomplete'
export { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
export { yamlLanguage } from '@codemirror/lang-yaml'
export {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from '@codemirror/language'
export { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
export { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
export { Compartment, EditorState } from '@codemirror/state'
export {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view'
export { parseMixed } from '@lezer/common'
export { tags } from '@lezer/highlight'
export { parser as javascriptParser } from '@lezer/javascript'
