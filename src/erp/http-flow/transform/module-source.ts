import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

const HERE = new URL('./', import.meta.url)
const JSONATA = createRequire(import.meta.url).resolve('jsonata/jsonata.min.js')

/**
 * The code that runs within QuickJS, by name: our own files as they are, without their types, and JSONata. Nothing else
 * can be loaded. @throws for any other name.
 */
export function moduleSource(name: string): string {
  // JSONata comes as CommonJS; it declares its own name at the top.
  if (name === 'jsonata') {
    return `const module = { exports: {} }, exports = module.exports;\n${readFileSync(JSONATA, 'utf8')}\nexport default module.exports`
  }
  if (!/^(inside|jolt)\/[a-z-]+\.ts$/.test(name)) throw new Error(`no module ${name}`)
  return stripTypeScriptTypes(readFileSync(fileURLToPath(new URL(name, HERE)), 'utf8'))
}

/** @returns the name of a module that another one asks for. */
export function moduleName(from: string, asked: string): string {
  if (asked === 'jsonata') return asked
  return new URL(asked, `file:///${from}`).pathname.slice(1)
}
