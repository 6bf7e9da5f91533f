import type { Meter } from '@opentelemetry/api'
import type { Telemetry } from './telemetry.ts'

/** Seconds. A call to an ERP takes from 20 ms to its timeout of minutes. */
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** What this process did since it started: counters and distributions. Their names are in docs/metrics.md. */
export function createMeters(meter: Meter): Telemetry {
  const attempts = meter.createCounter('orderbridge_attempts', {
    description: 'Tries to deliver or to verify a message, by what came of them.',
  })
  const attemptSeconds = meter.createHistogram('orderbridge_attempt_seconds', {
    description: 'How long a try took, all its calls together.',
    advice: { explicitBucketBoundaries: CALL_BUCKETS },
  })
  const callSeconds = meter.createHistogram('orderbridge_call_seconds', {
    description: 'How long a call to a store or an ERP took, by the status of its answer.',
    advice: { explicitBucketBoundaries: CALL_BUCKETS },
  })
  const requestSeconds = meter.createHistogram('orderbridge_request_seconds', {
    description: 'How long a webhook or a page took to answer, by route and status.',
    advice: { explicitBucketBoundaries: REQUEST_BUCKETS },
  })
  return {
    tried({ store, farSide, kind, step, outcome, errorClass = '', startedAt, endedAt }) {
      const labels = { store, far_side: farSide, kind }
      attempts.add(1, { ...labels, step, outcome, error_class: errorClass })
      attemptSeconds.record((endedAt.getTime() - startedAt.getTime()) / 1_000, labels)
    },
    called(farSide, { status, durationMs }) {
      callSeconds.record(durationMs / 1_000, { far_side: farSide, status: status ?? 'none' })
    },
    answered({ method, route, status, durationMs }) {
      requestSeconds.record(durationMs / 1_000, { method, route, status })
    },
  }
}
