import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

interface Axe {
  run(): Promise<{ readonly violations: readonly Violation[]; readonly passes: readonly unknown[] }>
}

/** Rules that any page of ours keeps; fewer mean that axe did not see it. */
const LEAST_PASSES = 15

/** What a person who does not see, or does not use a mouse, would stumble over. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { violations, passes } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe } // put there by the line above
    const { violations, passes } = await axe.run()
    return { violations, passes: passes.length }
  })
  if (passes < LEAST_PASSES) throw new Error(`axe-core looked at too little: ${passes} rules`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
}
