import type { MiddlewareHandler } from 'hono'
import type { AdminEnv } from './viewer.ts'

const policy = (framedBy: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy ?? "'none'"}`,
  ].join('; ')

/** On every answer of the page. Routes that need another policy (the PDF) set their own before. */
export const securityHeaders: MiddlewareHandler<AdminEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  const framedBy = c.get('framedBy')
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', policy(framedBy))
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('Referrer-Policy', 'no-referrer')
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
  if (framedBy === undefined) headers.set('Cross-Origin-Opener-Policy', 'same-origin')
}
