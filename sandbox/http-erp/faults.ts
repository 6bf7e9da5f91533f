import { faultsOf } from '../faults.ts'
import { TROUBLES } from '../troubles.ts'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const createFaults = () =>
  faultsOf([
    ...TROUBLES,
    'tokenLost', // 401 although the token is young
    'pdfMissing', // there is no PDF yet
  ])

export type Faults = ReturnType<typeof createFaults>
