import { z } from 'zod'

/** In the settings of every ERP: whose certificate its server may have. Their fields in forms are in trust-fields.ts. */
export const trustSettings = {
  ca: z.string().optional().describe('PEM of the authority that signed the certificate of a self-signed server'),
  pin: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/, 'use the SHA-256 in hex, with or without colons')
    .optional()
    .describe('SHA-256 fingerprint of the server certificate; the server is trusted by this alone'),
}
