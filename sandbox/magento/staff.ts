import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/** Who sits in front of the simulated admin: what the ACL lets them do with the bridge, and their language. */
export interface StaffMember {
  readonly may: keyof typeof MAY
  readonly locale: keyof typeof LOCALES
}

/** Roles of the companion module's ACL; each holds those before it. */
export const MAY = {
  configure: { label: 'may set up', name: 'Petra Admin', roles: ['view', 'operate', 'configure'] },
  operate: { label: 'may repair', name: 'Sara Support', roles: ['view', 'operate'] },
  view: { label: 'may only look', name: 'Viktor Viewer', roles: ['view'] },
} as const

export const LOCALES = { en_GB: 'English', de_DE: 'Deutsch', sl_SI: 'Slovenščina' } as const

const COOKIE = 'simulated_admin'

const isKeyOf = <T extends object>(known: T, text: unknown): text is keyof T & string =>
  typeof text === 'string' && Object.hasOwn(known, text)

export function staffMember(may: unknown, locale: unknown): StaffMember {
  return { may: isKeyOf(MAY, may) ? may : 'configure', locale: isKeyOf(LOCALES, locale) ? locale : 'en_GB' }
}

export function readStaffMember(c: Context): StaffMember {
  const [may, locale] = (getCookie(c, COOKIE) ?? '').split('.')
  return staffMember(may, locale)
}

export const keepStaffMember = (c: Context, { may, locale }: StaffMember): void =>
  setCookie(c, COOKIE, `${may}.${locale}`, { path: '/', httpOnly: true, sameSite: 'Lax' })
