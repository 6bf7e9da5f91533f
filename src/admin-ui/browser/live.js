// When the page asks for itself: as soon as the server says that something changed, and by the clock while it cannot say so.
// What asks has hx-trigger="live from:document" and data-every, its seconds by the clock.
import { readEvents } from './read-events.js'

const ADDRESS = '/admin/live'
/** With a stream only what time alone changes ("longer than 15 minutes") is left to the clock. */
const SLOWLY_MS = 30_000
/** A stream that does not begin within this time is kept back by a proxy. */
const BEGIN_MS = 5_000
/** The server says something every 20 seconds. */
const SILENT_MS = 45_000
/** Where there is no stream today, there may be one later. */
const NONE_MS = 60_000
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000

let send
let stream
let clock
let next
let failures = 0
let leaving = false

const paceMs = () => {
  const seconds = [...document.querySelectorAll('[data-every]')].map(element => Number(element.dataset.every))
  return seconds.length > 0 ? Math.min(...seconds) * 1_000 : undefined
}

function ask() {
  document.dispatchEvent(new CustomEvent('live'))
  tick()
}

function tick() {
  clearTimeout(clock)
  const pace = paceMs()
  if (pace === undefined || document.hidden) return
  clock = setTimeout(ask, stream?.isOpen ? Math.max(pace, SLOWLY_MS) : pace)
}

/** As is needed now: a page that is looked at and changes by itself has a stream, others have none. */
function follow() {
  const isNeeded = paceMs() !== undefined && !document.hidden && !leaving
  tick()
  if (!isNeeded) stop()
  else if (!stream && next === undefined) open()
}

function stop() {
  clearTimeout(next)
  next = undefined
  stream?.end.abort()
}

async function open() {
  const own = { end: new AbortController(), isOpen: false, wait: undefined }
  stream = own
  const waitMs = await listen(own).catch(() => undefined)
  clearTimeout(own.watch)
  stream = undefined
  tick()
  if (own.end.signal.aborted && !own.isLate) return follow()
  const later = waitMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures++) * (0.5 + Math.random())
  next = setTimeout(() => {
    next = undefined
    follow()
  }, later)
}

/** @returns after how many milliseconds to try again; undefined when it broke. */
async function listen(own) {
  watch(own, BEGIN_MS)
  const answer = await send(ADDRESS, { signal: own.end.signal, cache: 'no-store' })
  if (answer.status === 204) return NONE_MS
  if (!answer.ok || !answer.body) {
    ask() // who is signed out is told by the answer to that
    return NONE_MS
  }
  for await (const event of readEvents(answer.body)) {
    watch(own, SILENT_MS)
    if (event === 'over') return 0
    if (event === 'open') {
      own.isOpen = true
      failures = 0
    }
    if (event !== undefined) ask()
  }
  return undefined
}

/** Ends a stream that says nothing for so long. */
function watch(own, ms) {
  clearTimeout(own.watch)
  own.watch = setTimeout(() => {
    own.isLate = true
    own.end.abort()
  }, ms)
}

/** @param fetchAsNeeded fetch(), with the token where one is needed */
export function startLive(fetchAsNeeded) {
  send = fetchAsNeeded
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) ask()
    follow()
  })
  document.addEventListener('htmx:after:swap', follow)
  for (const name of ['pagehide', 'pageshow'])
    window.addEventListener(name, () => {
      leaving = name === 'pagehide'
      follow()
    })
  follow()
}
