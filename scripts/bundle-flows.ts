import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { shippedFlows } from '../src/erp/http-flow/shipped-flows.ts'

/**
 * Makes src/erp/http-flow/shipped/*.ts from docs/flows/*.yaml: `npm run flows`. The page offers them also where there are no
 * files, on Cloudflare. A test makes them again and compares.
 */
export function bundleFlow(yaml: string): string {
  const text = yaml.replace(/[`\\]|\$\{/g, found => `\\${found}`)
  return `/** Made from docs/flows by \`npm run flows\`: change it there. */\nexport const text = \`${text}\`\n`
}

export const flowFile = (id: string): URL => new URL(`../docs/flows/${id}.yaml`, import.meta.url)
export const shippedFile = (id: string): URL => new URL(`../src/erp/http-flow/shipped/${id}.ts`, import.meta.url)

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { id } of shippedFlows) writeFileSync(shippedFile(id), bundleFlow(readFileSync(flowFile(id), 'utf8')))
