import type { HttpRequest } from '../../domain/http.ts'
import { contentType, encodeBody, languageOf } from './formats.ts'
import type { RequestStep } from './request-schema.ts'
import { baseOf } from './servers.ts'
import type { FlowSettings } from './settings.ts'
import { renderText, renderTree, TemplateError, type Vars } from './template.ts'

export interface Given {
  /** In place of the step's body: filled in already. */
  readonly body?: unknown
  /** Besides the step's own: pages. */
  readonly query?: Readonly<Record<string, string>>
  readonly confidential?: boolean
}

const MIB = 1024 * 1024

/**
 * A step of a flow as an HTTP request.
 * @throws TemplateError when something that the address needs has no value, RangeError for a body that cannot be written
 */
export function renderRequest(settings: FlowSettings, step: RequestStep, vars: Vars, given: Given = {}): HttpRequest {
  const format = step.format ?? settings.format
  const body = given.body ?? (step.body === undefined ? undefined : renderTree(step.body, vars))
  return {
    method: step.method,
    url: addressOf(settings, step, vars, given.query),
    headers: {
      accept: languageOf(step, settings) === 'xml' ? 'application/xml' : 'application/json',
      ...(body !== undefined && { 'content-type': contentType(format) }),
      ...renderHeaders({ ...settings.headers, ...step.headers }, vars),
    },
    ...(body !== undefined && { body: encodeBody(body, format) }),
    timeoutMs: (step.timeoutSeconds ?? settings.timeoutSeconds) * 1000,
    maxBytes: (step.maxMiB ?? settings.maxMiB) * MIB,
    ...(given.confidential && { confidential: true }),
  }
}

function addressOf(settings: FlowSettings, step: RequestStep, vars: Vars, extra: Given['query'] = {}): string {
  const path = renderPath(step.path, vars)
  const [place = '', ownQuery] = path.split(/\?(.*)/s)
  const query = new URLSearchParams(ownQuery)
  for (const [name, template] of Object.entries(step.query)) {
    const value = renderText(template, vars)
    if (value !== undefined && value !== '') query.set(name, value)
  }
  for (const [name, value] of Object.entries(extra)) query.set(name, value)
  const text = query.toString().replaceAll('+', '%20')
  return `${baseOf(settings, step).replace(/\/+$/, '')}/${place.replace(/^\/+/, '')}${text === '' ? '' : `?${text}`}`
}

/** @throws TemplateError when a place has no value: another address would be asked. */
export function renderPath(template: string, vars: Vars): string {
  // A value that is "." or ".." would climb out of its place in the address.
  const path = renderText(template, vars, value => encodeURIComponent(/^\.{1,2}$/.test(value) ? '' : value))
  if (path === undefined) throw new TemplateError(`the address "${template}" needs something that has no value`)
  return path
}

/** Headers hold ASCII: anything else is percent-encoded, line breaks become blanks. */
function renderHeaders(headers: Readonly<Record<string, string>>, vars: Vars): Record<string, string> {
  const filled = Object.entries(headers).flatMap(([name, template]) => {
    const value = renderText(template, vars)
    return value === undefined ? [] : [[name.toLowerCase(), ascii(value)] as const]
  })
  return Object.fromEntries(filled)
}

const ascii = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no header may hold these.
  text.replace(/[\u0000-\u001F\u007F]+/g, ' ').replace(/[^ -~]+/g, part => encodeURIComponent(part.toWellFormed()))
