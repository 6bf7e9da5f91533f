// Inside the Magento admin: asks the parent who is looking, and sends its token with each request. No cookie, nothing kept.

const parentOrigin = () => document.body.dataset.parent

/** What the scripts say comes with the page that is shown (shell/script-words.ts): "noFile" is in data-says-no-file. */
export function words(name, status = '') {
  const said = document.getElementById('page')?.dataset[`says${name[0].toUpperCase()}${name.slice(1)}`] ?? ''
  return said.replace('{status}', status)
}

export const isFramed = () => window.parent !== window && Boolean(parentOrigin())

/** A token that runs out within this time is not used any more. */
const SPARE_MS = 10_000
const ANSWER_MS = 8_000

let known

/** Magento does not say who is looking. */
export class Nobody extends Error {}

const expiryOf = token => {
  try {
    return JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).exp * 1_000
  } catch {
    return 0
  }
}

export const tellParent = message => window.parent.postMessage(message, parentOrigin())

function askForToken() {
  const nonce = crypto.randomUUID()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Nobody(words('nobody'))), ANSWER_MS)
    const finish = (done, value) => {
      clearTimeout(timer)
      window.removeEventListener('message', listen)
      done(value)
    }
    const listen = event => {
      if (event.source !== window.parent || event.origin !== parentOrigin()) return
      const { type, nonce: echoed, token } = event.data ?? {}
      if (type === 'orderbridge:token' && echoed === nonce && typeof token === 'string') finish(resolve, token)
    }
    window.addEventListener('message', listen)
    tellParent({ type: 'orderbridge:token', nonce })
  })
}

/** Reading shares a token until it runs out; a write uses one up, so it gets its own. */
async function tokenFor(method) {
  const isRead = method === 'GET'
  if (isRead && known && expiryOf(known) - SPARE_MS > Date.now()) return known
  const token = await askForToken()
  if (isRead) known = token
  return token
}

/** fetch() with the token; once more with a new one when the server did not take it. */
export async function fetchAsViewer(url, request = {}) {
  const method = (request.method ?? 'GET').toUpperCase()
  const send = async () =>
    fetch(url, { ...request, headers: { ...request.headers, Authorization: `Bearer ${await tokenFor(method)}` } })
  const answer = await send()
  if (answer.status !== 401 || method !== 'GET') return answer
  known = undefined
  return send()
}

/** The store in each address: loaded anew, the page must know whom to ask. */
function withStore(address) {
  const url = new URL(address, location.href)
  const store = new URLSearchParams(location.search).get('store')
  if (store && !url.searchParams.has('store')) url.searchParams.set('store', store)
  return url.pathname + url.search
}

const MARGIN = 16
/** For a toast of three lines. */
const TOAST_ROOM = 120

/** The frame is as high as its content and an open dialog: no scrolling inside scrolling. */
function tellHeight() {
  const dialog = document.getElementById('dialog')
  const content = document.documentElement.getBoundingClientRect().height
  const needed = dialog.open ? dialog.getBoundingClientRect().bottom + MARGIN : 0
  tellParent({ type: 'orderbridge:resize', height: Math.ceil(Math.max(content, needed)) })
}

/** Such a frame has no middle that one sees: the dialog opens where the button is, and ends before the frame does. */
export function placeDialog(dialog, opener) {
  // Not show(): it would focus the dialog where it is before it has a place, at the end, and Magento's page would jump there.
  dialog.setAttribute('open', '')
  const { height } = dialog.getBoundingClientRect()
  dialog.removeAttribute('open')
  const lowest = document.documentElement.getBoundingClientRect().height - height - MARGIN
  dialog.style.top = `${Math.max(MARGIN, Math.min(opener.getBoundingClientRect().top - 80, lowest))}px`
}

/** Nor has it an end that one sees: what an action has done is said, and can be taken back, where its button is. */
function placeToasts({ target }) {
  if (!target.closest?.('button') || target.closest('#toasts')) return
  const lowest = document.documentElement.getBoundingClientRect().height - TOAST_ROOM
  const top = Math.max(MARGIN, Math.min(target.getBoundingClientRect().bottom + MARGIN, lowest))
  document.documentElement.style.setProperty('--toasts-top', `${top}px`)
}

export function startEmbedded() {
  document.body.dataset.framed = ''
  document.addEventListener('click', placeToasts)
  document.addEventListener('htmx:config:request', event => {
    const { ctx } = event.detail
    ctx.fetch = fetchAsViewer
    if (ctx.request.method === 'GET') ctx.request.action = withStore(ctx.request.action)
  })
  const watch = new ResizeObserver(tellHeight)
  watch.observe(document.body)
  watch.observe(document.getElementById('dialog'))
  document.addEventListener('click', event => {
    const opener = event.target.closest?.('[data-open-magento]')
    if (opener) tellParent({ type: 'orderbridge:open', path: opener.dataset.openMagento })
  })
  for (const element of document.querySelectorAll('[data-when-alone]')) element.hidden = true
  for (const element of document.querySelectorAll('[data-when-framed]')) element.hidden = false
  document.addEventListener('DOMContentLoaded', loadFirstPage)
}

/** The page of the address, once htmx is there. */
function loadFirstPage() {
  const status = document.querySelector('[data-when-framed]')
  if (!status) return
  window.htmx.ajax('GET', location.pathname + location.search, { target: '#page', select: '#page', swap: 'outerHTML' })
  // Why a token was not accepted is said by the server, as a message of its own.
  document.addEventListener('htmx:response:error', () => {
    status.hidden = true
  })
  document.addEventListener('htmx:error', event => {
    if (status.isConnected) status.textContent = event.detail.error?.message ?? words('silence')
  })
}
