import { constants, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { RemoteError } from '../../domain/errors.ts'
import { newNonce } from '../../domain/oauth1.ts'
import type { AssertionSettings } from './auth-schema.ts'
import { renderText, renderTree, type Vars } from './template.ts'

interface World {
  readonly now: Date
  readonly random: () => number
}

interface Asking {
  readonly clientId: string
  /** Where the token is asked for. */
  readonly tokenUrl: string
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * Who we are, signed with our own key in place of a shared secret (RFC 7523). Claims of the flow come on top of the usual
 * ones; one that is null is left out, for servers that take exactly what they describe.
 */
export function clientAssertion(
  settings: AssertionSettings,
  vars: Vars,
  { clientId, tokenUrl }: Asking,
  { now, random }: World,
): string {
  const key = privateKey(renderText(settings.key, vars) ?? '', settings.algorithm)
  const issued = Math.floor(now.getTime() / 1000)
  const told = renderTree(settings.claims, vars)
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: renderText(settings.audience ?? tokenUrl, vars),
    iat: issued,
    exp: issued + Math.round(settings.minutes * 60),
    jti: newNonce(random),
    ...(typeof told === 'object' && told),
  }
  const kid = settings.keyId === undefined ? undefined : renderText(settings.keyId, vars)
  const header = { typ: 'JWT', alg: settings.algorithm, ...(kid !== undefined && { kid }) }
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null))
  const text = [header, kept].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${signed(text, key, settings.algorithm).toString('base64url')}`
}

const signed = (text: string, key: KeyObject, algorithm: AssertionSettings['algorithm']): Buffer =>
  algorithm === 'ES256'
    ? sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
    : sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })

/** What a key file holds, also when a form or a variable has made blanks or "\n" of its line breaks. */
function privateKey(text: string, algorithm: AssertionSettings['algorithm']): KeyObject {
  const [, label = '', content = ''] =
    /-----BEGIN ([A-Z ]{1,30})-----(.{1,4000})-----END \1-----/s.exec(text.replaceAll('\\n', '\n')) ?? []
  const lines = content.replace(/\s+/g, '').match(/.{1,64}/g) ?? []
  let key: KeyObject
  try {
    key = createPrivateKey([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'))
  } catch {
    throw make(
      'key',
      'The private key of the log-in cannot be read: it has to be a PEM without a password, "-----BEGIN PRIVATE KEY-----".',
    )
  }
  const [type, curve] = [key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve]
  if (algorithm === 'ES256' && curve !== 'prime256v1')
    throw make('key', 'The private key of the log-in is no key of the curve P-256, as ES256 needs.')
  if (algorithm === 'PS256' && type !== 'rsa')
    throw make('key', 'The private key of the log-in is no RSA key, as PS256 needs.')
  return key
}

/** The cause is not told: it may hold parts of the key. */
const make = (code: string, message: string): RemoteError =>
  new RemoteError({ errorClass: 'auth', code: `http-flow:${code}`, message })
