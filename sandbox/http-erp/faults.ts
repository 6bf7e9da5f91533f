import { faultsOf } from '../faults.ts'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const createFaults = () =>
  faultsOf([
    'html502', // the proxy in front answers
    'html500',
    'html200', // a log-in page or a maintenance page, with 200
    'slow', // the answer takes `ms`
    'commitThenDrop', // the work is done and stored, then the connection breaks
    'dropBefore', // the connection breaks before anything is done
    'noAnswer', // nothing is done and no answer ever comes
    'commitThenCut', // the work is done, half of the answer comes
    'cut', // half of the answer comes
    'tokenLost', // 401 although the token is young
    'tooMany', // 429 with Retry-After
    'commitsLate', // the answer says 500, the work is done `ms` later
    'pdfMissing', // there is no PDF yet
  ])

export type Faults = ReturnType<typeof createFaults>
