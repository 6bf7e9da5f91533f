import { readFileSync } from 'node:fs'
import { table } from '../../src/cli/table.ts'
import { checkPdf } from '../../src/documents/check-pdf.ts'
import { fixed, round } from './figures.ts'

const invoice = readFileSync(new URL('../fixtures/pdf/invoice-printed.pdf', import.meta.url))

/** PDFs per second through the check, the processes that read them cold and warm. */
export async function benchPdf(say: (line: string) => void): Promise<void> {
  const cold = performance.now()
  await check()
  const coldMs = performance.now() - cold
  const rows: string[][] = [['first file, process started', '1', '1', fixed(1000 / coldMs)]]
  for (const [files, atOnce] of [
    [200, 1],
    [400, 2],
    [400, 16],
  ] as const)
    rows.push(['warm', String(files), String(atOnce), round(await perSecond(files, atOnce))])
  for (const line of table(['', 'files', 'at once', 'files/s'], rows)) say(line)
}

async function perSecond(files: number, atOnce: number): Promise<number> {
  const startedAt = performance.now()
  let left = files
  const lane = async () => {
    while (left-- > 0) await check()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (files / (performance.now() - startedAt)) * 1000
}

async function check(): Promise<void> {
  const checked = await checkPdf(invoice)
  if (!checked.ok) throw new Error(checked.reason)
}
