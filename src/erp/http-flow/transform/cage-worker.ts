import { parentPort } from 'node:worker_threads'
import { createEngine, type Engine, type EngineAnswer } from './engine.ts'
import type { CageJob } from './open-cage.ts'

/** The thread behind open-cage.ts: one job in, "started", one answer out. Nothing of the user's runs in V8 itself. */

/** ERPs and stores nest their documents a dozen levels; what reads the output later may recurse. */
const MAX_DEPTH = 100

// QuickJS asks V8 for the zone: a script must not see where the bridge runs. (A thread has no TZ of its own.)
Date.prototype.getTimezoneOffset = () => 0

let engine: { readonly run: Engine; readonly memoryBytes: number } | undefined

parentPort?.on('message', async (job: CageJob) => {
  if (engine?.memoryBytes !== job.memoryBytes) {
    engine = { run: await createEngine(job.memoryBytes), memoryBytes: job.memoryBytes }
  }
  parentPort?.postMessage('started')
  const { answer, spent } = engine.run(job)
  if (spent) engine = undefined
  parentPort?.postMessage(check(answer, job.maxOutputBytes))
})

function check(answer: EngineAnswer, maxBytes: number): EngineAnswer {
  if (!answer.ok) return answer
  const { text, log } = answer
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) {
    const message = `The output has ${bytes.toLocaleString('en')} bytes; at most ${maxBytes.toLocaleString('en')} are sent.`
    return { ok: false, kind: 'output', message, log }
  }
  if (nestsDeeper(text, MAX_DEPTH))
    return { ok: false, kind: 'output', message: `The output nests deeper than ${MAX_DEPTH} levels.`, log }
  return { ok: true, text, log }
}

/** Whether a JSON text has more brackets open at once than allowed. The text is whole: QuickJS wrote it. */
function nestsDeeper(text: string, max: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfText(text, at)
    else if (sign === '[' || sign === '{') depth += 1
    else if (sign === ']' || sign === '}') depth -= 1
    if (depth > max) return true
  }
  return false
}

/** @returns the position of the quote that ends the text begun at `from`. */
function endOfText(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
