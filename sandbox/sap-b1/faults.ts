import { faultsOf } from '../faults.ts'

/** What can be made to go wrong, and how often (`POST /sandbox/faults`). */
export const createFaults = () =>
  faultsOf([
    'html502', // the Apache in front answers in place of a worker
    'slow', // the answer takes `ms`
    'commitThenDrop', // the work is done and stored, then the connection breaks
    'dropBefore', // the connection breaks before anything is done
    'noAnswer', // nothing is done and no answer ever comes
    'sessionLost', // 401/301 although the session is young
    'staleNode407', // a node with an old metadata cache
    'commitError1116', // "Could not commit transaction"
    'html500', // the same, with another status
    'html413', // body too large for the proxy
    'approvalDraft', // a new order becomes a draft that waits for approval
    'numAtCardUnique', // the company setting that blocks a second document with the same NumAtCard
    'pdfFailure', // the reporting service answers a text in place of a PDF
    'webhookDuplicate', // a notification is delivered twice
  ])

export type Faults = ReturnType<typeof createFaults>
