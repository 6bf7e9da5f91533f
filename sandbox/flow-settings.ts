import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const flow = z.looseObject({ url: z.string() })

/** Settings of a connection by a flow that is shipped. @param file in docs/flows @param url of the ERP */
export const flowSettings = (file: string, url: string): Readonly<Record<string, unknown>> => ({
  ...flow.parse(parse(readFileSync(new URL(`../docs/flows/${file}`, import.meta.url), 'utf8'))),
  url,
})
