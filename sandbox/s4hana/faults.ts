import { faultsOf } from '../faults.ts'
import { TROUBLES } from '../troubles.ts'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const createFaults = () =>
  faultsOf([
    ...TROUBLES,
    'locked', // somebody has the customer open: writes are refused
    'sessionsEnd', // the session with its token is over: 403 "Required"
    'pdfMissing', // the output of an invoice is issued, and there is no PDF: 400
  ])

export type Faults = ReturnType<typeof createFaults>
