import { type InspectionJob, inspectPdf } from './inspect-pdf.ts'

// The process of one check (check-pdf.ts): one document in, one answer out, then it ends.
process.once('disconnect', () => process.exit())
process.once('message', async (job: InspectionJob) => {
  const inspection = await inspectPdf(job)
  process.send?.(inspection, () => process.disconnect())
})
