/** Cookies of an answer, as the next requests send them; attributes are left away. */
export const cookieOf = (cookies: readonly string[]): string =>
  cookies
    .map(one => one.split(';', 1)[0]?.trim() ?? '')
    .filter(pair => /^[^=\s]+=/.test(pair))
    .join('; ')

/** Headers together; of two cookies with one name the later stays. */
export function withCookies(
  first: Readonly<Record<string, string>>,
  then: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const both = { ...first, ...then }
  if (first.cookie === undefined || then.cookie === undefined) return both
  const pairs = `${first.cookie}; ${then.cookie}`
    .split('; ')
    .map(pair => [pair.slice(0, pair.indexOf('=')), pair] as const)
  return { ...both, cookie: [...new Map(pairs).values()].join('; ') }
}
