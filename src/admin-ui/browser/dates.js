// Writes every <time data-as> in the viewer's language and zone, and keeps "2 minutes ago" true.

const locale = () => document.getElementById('page')?.dataset.locale || navigator.language
// Words stand in sentences, so they follow the page's language; figures and dates follow the viewer's locale.
const language = () => document.getElementById('page')?.lang || document.documentElement.lang
const formats = new Map()
const format = (name, make) => {
  const key = `${locale()} ${name}`
  if (!formats.has(key)) formats.set(key, make())
  return formats.get(key)
}
const dateFormat = (name, options) => format(name, () => new Intl.DateTimeFormat(locale(), options))

const STEPS = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [604_800, 'day', 86_400],
]

const secondsTo = moment => Math.round((moment.getTime() - Date.now()) / 1_000)
const stepOf = seconds => STEPS.find(([below]) => Math.abs(seconds) < below)

function ago(moment) {
  const seconds = secondsTo(moment)
  const step = stepOf(seconds)
  if (!step) return dateFormat('day', { dateStyle: 'medium' }).format(moment)
  const words = format('ago', () => new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }))
  return words.format(Math.round(seconds / step[2]), step[1])
}

function howLong(moment) {
  const seconds = Math.abs(secondsTo(moment))
  const [, unit, size] = stepOf(seconds) ?? [0, 'day', 86_400]
  return format(
    `for ${unit}`,
    () => new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }),
  ).format(Math.round(seconds / size))
}

const isToday = moment => moment.toDateString() === new Date().toDateString()
const clock = moment => dateFormat('time', { hour: '2-digit', minute: '2-digit' }).format(moment)
const clockWithSeconds = moment =>
  dateFormat('seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(moment)
const day = moment => dateFormat('shortDay', { day: 'numeric', month: 'short' }).format(moment)

const WRITERS = {
  ago,
  for: howLong,
  time: clock,
  moment: moment => (isToday(moment) ? clock(moment) : `${day(moment)}, ${clock(moment)}`),
  exact: moment => (isToday(moment) ? clockWithSeconds(moment) : `${day(moment)}, ${clockWithSeconds(moment)}`),
}

function writeTime(element) {
  const moment = new Date(element.dateTime)
  const write = WRITERS[element.dataset.as]
  if (!write || Number.isNaN(moment.getTime())) return
  const text = write(moment)
  if (element.textContent !== text) element.textContent = text
  const exact = dateFormat('full', { dateStyle: 'full', timeStyle: 'long' }).format(moment)
  if (element.title !== exact) element.title = exact
}

export function writeTimes(root = document) {
  for (const element of root.querySelectorAll('time[data-as]')) writeTime(element)
}

/** Before the browser paints: whatever htmx puts in or changes is written at once. */
export function keepTimes() {
  writeTimes()
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement
      if (!element) continue
      const time = element.closest('time[data-as]')
      if (time) writeTime(time)
      else writeTimes(element)
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true })
  setInterval(writeTimes, 10_000)
}
