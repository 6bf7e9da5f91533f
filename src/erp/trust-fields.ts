import type { StartField } from '../domain/start-fields.ts'

/** For servers whose certificate nobody vouches for, which is usual inside a company. */
export const trustFields: readonly StartField[] = [
  {
    of: 'pin',
    rare: true,
    name: { en: 'Fingerprint of the certificate', de: 'Fingerabdruck des Zertifikats', sl: 'Prstni odtis potrdila' },
    about: {
      en: 'SHA-256, for a server with a certificate of its own: it is trusted by this alone.',
      de: 'SHA-256, für einen Server mit eigenem Zertifikat: Ihm wird allein daran vertraut.',
      sl: 'SHA-256, za strežnik z lastnim potrdilom: zaupamo mu samo po njem.',
    },
  },
  {
    of: 'ca',
    rare: true,
    long: true,
    name: {
      en: 'Certificate of its authority',
      de: 'Zertifikat der ausstellenden Stelle',
      sl: 'Potrdilo izdajatelja',
    },
    about: {
      en: 'PEM, "-----BEGIN CERTIFICATE-----": instead of the fingerprint, when the company signs its certificates itself.',
      de: 'PEM, „-----BEGIN CERTIFICATE-----“: anstelle des Fingerabdrucks, wenn die Firma ihre Zertifikate selbst ausstellt.',
      sl: 'PEM, »-----BEGIN CERTIFICATE-----«: namesto prstnega odtisa, kadar podjetje potrdila izdaja samo.',
    },
  },
]
