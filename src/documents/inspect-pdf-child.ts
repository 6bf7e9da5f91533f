import { type InspectionJob, inspectPdf } from './inspect-pdf.ts'

// A reader (inspect-apart.ts): one document in, one answer out, one at a time, until its parent is gone or ends it.
process.once('disconnect', () => process.exit())
process.on('message', async (job: InspectionJob) => process.send?.(await inspectPdf(job)))
process.send?.('ready')
