// What the page does in the browser beyond htmx: dates, the dialog, toasts, previews. No state of its own.
import { keepTimes } from './dates.js'
import { fetchAsViewer, isFramed, Nobody, placeDialog, startEmbedded, tellParent, words } from './embedded.js'
import { keepFocus, openedBy } from './focus.js'
import { startLive } from './live.js'
import { startRows } from './rows.js'

const embedded = isFramed()
if (embedded) startEmbedded()
keepTimes()
startLive(embedded ? fetchAsViewer : (...request) => fetch(...request))
loadEditor()
startRows()

const dialog = () => document.getElementById('dialog')
const toasts = () => document.getElementById('toasts')

// Nobody looks at a hidden tab, and a session that is over stays over: then the page does not ask for itself.
let signedOut = false
const isRefresh = ctx => ctx.sourceEvent?.type === 'live'
document.addEventListener('htmx:config:request', event => {
  if ((document.hidden || signedOut) && isRefresh(event.detail.ctx)) event.preventDefault()
})

function closeDialog() {
  dialog().close()
  dialog().replaceChildren()
}

document.addEventListener('htmx:after:swap', event => {
  const { ctx } = event.detail
  // 422: the form again, with what is wrong at its fields. A target that the answer chose is a selector.
  const inDialog = ctx.target === dialog() || ctx.target === '#dialog'
  if (inDialog && [200, 422].includes(ctx.response?.status)) showDialog(ctx)
  if (ctx.response?.status === 200 && ctx.sourceElement?.matches('#main form')) forgetMistakes(ctx.sourceElement)
  if (!inDialog && ctx.response?.status === 422) document.querySelector('#main [aria-invalid="true"]')?.focus()
  if (ctx.target?.id === 'page' || ctx.sourceElement?.id === 'page') afterNavigation(ctx)
  const toast = toasts().querySelector('[data-toast]')
  if (toast && embedded && !toast.dataset.told) {
    toast.dataset.told = 'yes'
    tellParent({
      type: 'orderbridge:toast',
      level: toast.dataset.toast === 'good' ? 'success' : 'error',
      text: toast.querySelector('p').textContent,
    })
  }
})

/** What a form was refused for is corrected once it is taken: its marks would stand behind what it shows now. */
function forgetMistakes(form) {
  for (const mark of form.querySelectorAll('.refused, .field-wrong')) mark.remove()
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

/** The editor of settings is heavier than the page: only its own page asks for it. */
function loadEditor() {
  if (document.querySelector('code-editor')) import('./editor.js')
}

function showDialog(ctx) {
  const element = dialog()
  if (!element.open) openedBy(ctx)
  if (embedded && !element.open) placeDialog(element, ctx.sourceElement)
  if (!element.open) element.showModal()
  element.querySelector('[data-first-focus]')?.focus({ preventScroll: true })
  // What had the focus is gone with what the dialog showed before.
  if (!element.contains(document.activeElement)) focusTitle(element)
}

/** Read out, and Tab goes on from there. Nothing to press: the same Enter must not agree to what it has just opened. */
function focusTitle(element) {
  const title = element.querySelector('h2')
  if (!title) return
  title.tabIndex = -1
  title.focus({ preventScroll: true })
}

const STOPS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, iframe, [tabindex="0"]'

// Out of a frame Tab leads into Magento's page, where Escape closes no dialog of ours: it goes round inside.
if (embedded)
  dialog().addEventListener('keydown', event => {
    if (event.key !== 'Tab') return
    const stops = [...dialog().querySelectorAll(STOPS)].filter(
      element => !element.disabled && element.checkVisibility(),
    )
    const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)]
    if (!first || !isSameStop(document.activeElement, last)) return
    event.preventDefault()
    const chosen = stops.find(element => element.checked && isSameStop(element, first))
    ;(chosen ?? first).focus()
  })

/** Radio buttons of one name are one stop. */
const isSameStop = (one, other) =>
  one === other || (one.type === 'radio' && other.type === 'radio' && one.name === other.name)

/** A new page starts at its top, for eyes and for screen readers. The page asking for itself changes nothing. */
function afterNavigation(ctx) {
  document.documentElement.lang = document.getElementById('page')?.lang || document.documentElement.lang
  loadEditor()
  const asksForItself = ctx.request.headers['Orderbridge-Seen'] !== undefined
  if (!asksForItself && !location.hash) document.getElementById('main')?.focus({ preventScroll: true })
}

// An action that leads somewhere: the list with the columns that were chosen.
document.addEventListener('htmx:finally:request', event => {
  const address = event.detail.ctx.response?.headers.get('Orderbridge-Show')
  if (address) window.htmx.ajax('GET', address, { target: '#page', select: '#page', swap: 'outerHTML', push: 'true' })
})

document.addEventListener('done', () => {
  if (dialog().open) closeDialog()
})

/** Menus that are open, but not the one that this happens in. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll('[data-closes-itself][open]'))
    if (!menu.contains(except)) menu.open = false
}
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') closeMenus(null)
})
document.addEventListener('focusin', event => closeMenus(event.target))

document.addEventListener('click', event => {
  const { target } = event
  if (!(target instanceof Element)) return
  closeMenus(target)
  if (target.closest('[data-close-dialog]')) closeDialog()
  if (target.closest('[data-close-toast]')) target.closest('[data-toast]').remove()
  const link = target.closest('a[data-pdf-link]')
  if (link && embedded) {
    event.preventDefault()
    openPdf(link.href)
  }
  const file = target.closest('a[data-download]')
  if (file && embedded) {
    event.preventDefault()
    save(file.href)
  }
})

// A good message has been read after a while, and what it offers been thought over; a bad one stays until somebody closes it.
new MutationObserver(() => {
  const toast = toasts().querySelector('[data-toast="good"]')
  if (toast) setTimeout(() => toast.remove(), toast.querySelector('[data-undo]') ? 30_000 : 8_000)
}).observe(toasts(), { childList: true })

document.addEventListener('change', event => {
  const form = event.target.closest?.('form[data-submit-on-change]')
  if (form && event.target instanceof HTMLSelectElement) form.requestSubmit()
})

// "Another reason" is chosen by writing it, and sends what was written.
document.addEventListener('input', event => {
  if (!event.target.matches?.('[data-own-reason-text]')) return
  const radio = event.target.closest('label').querySelector('[data-own-reason]')
  radio.value = event.target.value
  radio.checked = true
})

// "/" goes to the search, as in most tools people work in.
document.addEventListener('keydown', event => {
  const typing = event.target.closest?.('input, textarea, select, [contenteditable]')
  const search = document.querySelector('[data-search]')
  if (event.key !== '/' || typing || dialog().open || !search) return
  event.preventDefault()
  search.select()
  search.focus()
})

async function pdfAddress(address) {
  if (!embedded) return address
  const answer = await fetchAsViewer(address)
  if (!answer.ok) throw new Error(words('noDocument', answer.status))
  return URL.createObjectURL(await answer.blob())
}

const openPdf = async address => window.open(await pdfAddress(address), '_blank', 'noopener')

/** A file that only the token opens; the browser keeps it outside of the page's memory. */
async function save(address) {
  const answer = await fetchAsViewer(address)
  if (!answer.ok) return sayBad(words('noFile', answer.status))
  const link = document.createElement('a')
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'))?.[1] ?? 'orders.csv'
  link.href = URL.createObjectURL(await answer.blob())
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

// The PDF is fetched when its preview is opened.
document.addEventListener(
  'toggle',
  async event => {
    const details = event.target
    if (!(details instanceof HTMLDetailsElement) || !details.open || !details.dataset.pdf || 'shown' in details.dataset)
      return
    details.dataset.shown = ''
    const frame = document.createElement('iframe')
    frame.title = details.dataset.pdfTitle
    frame.src = `${await pdfAddress(details.dataset.pdf)}#navpanes=0&view=FitH`
    details.querySelector('div').prepend(frame)
  },
  true,
)

// The server is away: said once, taken back when it answers again.
function sayAway() {
  if (!document.querySelector('[data-away]')) sayBad(words('away')).dataset.away = ''
}

/** Magento's own session is over, most likely: what was filled in stays, until its page is loaded again. */
function sayNobody(text) {
  // The first page has a place of its own for it.
  if (!document.querySelector('[data-nobody], [data-when-framed]')) sayBad(text).dataset.nobody = ''
}

function sayBad(words) {
  const box = document.createElement('div')
  box.className = 'toast toast-bad'
  box.setAttribute('role', 'alert')
  const text = document.createElement('p')
  text.textContent = words
  box.append(text)
  const place = (dialog().open && document.getElementById('dialog-error')) || toasts()
  place.replaceChildren(box)
  return box
}

document.addEventListener('htmx:error', event => {
  const { error } = event.detail
  if (error instanceof TypeError) sayAway()
  if (error instanceof Nobody) sayNobody(error.message)
})
document.addEventListener('htmx:before:response', event => {
  const { ctx } = event.detail
  signedOut = ctx.response.status === 401
  if (ctx.response.status < 500) document.querySelector('[data-away]')?.remove()
  else if (isRefresh(ctx)) {
    event.preventDefault()
    sayAway()
  }
})

// Behind the others: what they put the focus on keeps it.
keepFocus()
