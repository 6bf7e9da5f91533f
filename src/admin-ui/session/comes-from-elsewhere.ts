/**
 * Does this write come from another site? Browsers say so in Sec-Fetch-Site (everywhere over TLS), else in Origin, which
 * is "null" under our Referrer-Policy. Saying nothing is no proof of anything: the form token is asked for as well.
 * @param ownHosts hosts (with port) under which people reach us.
 */
export function comesFromElsewhere(headers: Headers, ownHosts: readonly string[]): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin'
  const origin = headers.get('origin')
  if (origin === null || origin === 'null') return false
  return !URL.canParse(origin) || !ownHosts.includes(new URL(origin).host)
}
