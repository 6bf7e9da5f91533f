import { dropConnection, type GateContext, neverAnswer, type Sleep } from '../broken-connection.ts'
import { sameText } from '../same-text.ts'
import type { Company } from './company.ts'

/** What stands between the network and the ERP: IIS with its own failures and its log-in, and connections that break. */

const page = (status: number, title: string) =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\r\n<html><head><title>${status} - ${title}</title></head><body><h2>${status} - ${title}</h2></body></html>\r\n`

export const htmlAnswer = (status: number, title: string): Response =>
  new Response(page(status, title), { status, headers: { 'Content-Type': 'text/html' } })

/** @returns the answer of a fault that happens before the ERP sees the request */
export async function failBefore(company: Company, context: GateContext, sleep: Sleep): Promise<Response | undefined> {
  const { method, path } = context.req
  const slow = company.faults.take(['slow'], method, path)
  if (slow) await sleep(slow.ms ?? 1000)
  const fault = company.faults.take(
    ['html500', 'html502', 'busy503', 'unauthorized', 'dropBefore', 'noAnswer'],
    method,
    path,
  )
  switch (fault?.kind) {
    case 'html500':
      return htmlAnswer(500, 'Internal server error.')
    case 'html502':
      return htmlAnswer(502, 'Web server received an invalid response while acting as a gateway or proxy server.')
    case 'busy503':
      return htmlAnswer(503, 'The service is unavailable.')
    case 'unauthorized':
      return unauthorized(company)
    case 'dropBefore':
      return dropConnection(context)
    case 'noAnswer':
      return await neverAnswer(context)
    default:
      return undefined
  }
}

/** @returns 401 unless user, password and OrganisationId are right. Every call carries them; there is no session. */
export function refuseStranger(company: Company, context: GateContext): Response | undefined {
  const expected = `Basic ${Buffer.from(`${company.user}:${company.password}`).toString('base64')}`
  if (!sameText(context.req.header('authorization') ?? '', expected)) return unauthorized(company)
  const organisation = context.req.header('organisationid')
  if (organisation === undefined && company.variants.missingOrganisation === 'default') return undefined
  return organisation === String(company.organisation) ? undefined : unauthorized(company)
}

function unauthorized(company: Company): Response {
  if (company.variants.unauthorizedBody === 'none') return new Response(null, { status: 401 })
  return htmlAnswer(401, 'Unauthorized: Access is denied due to invalid credentials.')
}

/** Counts the calls that are under way; from a number on they get slow, then 503 (variant "parallel"). */
export function createCrowd(company: Company, sleep: Sleep) {
  let inside = 0
  return async (next: () => Promise<Response>): Promise<Response> => {
    const { parallel } = company.variants
    inside++
    try {
      if (parallel && inside >= parallel.refuseFrom) return htmlAnswer(503, 'The service is unavailable.')
      if (parallel && inside >= parallel.slowFrom) await sleep(parallel.slowMs)
      return await next()
    } finally {
      inside--
    }
  }
}
