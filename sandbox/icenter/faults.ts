import { faultsOf } from '../faults.ts'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const createFaults = () =>
  faultsOf([
    'slow', // the answer takes `ms`
    'html500', // IIS answers a page in place of the application
    'html502', // the same, from a proxy
    'busy503',
    'unauthorized', // 401 although user and organisation are right
    'dropBefore', // the connection breaks before anything is done
    'noAnswer', // nothing is done and no answer ever comes
    'commitThenDrop', // the work is done and stored, then the connection breaks
    'commitLate', // the connection breaks, and the work is done and stored `ms` later
    'cutBody', // the work is done, the answer ends in the middle
    'resultNone', // the work is done, ResultCode says None
    'internalError', // ArrayOfError with InternalError and status 500, nothing is done
    'pdfFailure', // the archive answers a document without data
  ])

export type Faults = ReturnType<typeof createFaults>
