import { ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Called, Tried } from './telemetry.ts'

/**
 * A try as a trace: one span for the message, below it one for each call. Written when the try is over, from what was
 * recorded of it, so that nothing waits for whoever collects traces.
 */
export function createSpans(tracer: Tracer): (tried: Tried) => void {
  return tried => {
    const span = tracer.startSpan(
      `${tried.step} ${tried.kind}`,
      { kind: SpanKind.PRODUCER, startTime: tried.startedAt, attributes: attributesOf(tried) },
      ROOT_CONTEXT,
    )
    const parent = trace.setSpan(ROOT_CONTEXT, span)
    for (const call of tried.calls) {
      const child = tracer.startSpan(
        call.method,
        { kind: SpanKind.CLIENT, startTime: call.startedAt, attributes: callAttributes(call) },
        parent,
      )
      if (call.status === undefined || call.status >= 400) child.setStatus({ code: SpanStatusCode.ERROR })
      child.end(new Date(call.startedAt.getTime() + call.durationMs))
    }
    if (tried.outcome !== 'delivered') span.setStatus({ code: SpanStatusCode.ERROR, message: tried.outcome })
    span.end(tried.endedAt)
  }
}

const attributesOf = (tried: Tried) => ({
  'orderbridge.store': tried.store,
  'orderbridge.far_side': tried.farSide,
  'orderbridge.kind': tried.kind,
  'orderbridge.outcome': tried.outcome,
  'orderbridge.message': tried.outboxId,
  ...(tried.errorClass !== undefined && { 'error.type': tried.errorClass }),
  ...(tried.orderId !== null && { 'orderbridge.order.id': tried.orderId }),
  // What people search for in every system on the way.
  ...(tried.orderNumber !== undefined && { 'orderbridge.order.number': tried.orderNumber }),
})

const callAttributes = ({ method, url, status }: Called) => ({
  'http.request.method': method,
  'url.full': withoutQuery(url),
  ...(status !== undefined && { 'http.response.status_code': status }),
})

/** Filters in a query name customers by their e-mail. */
const withoutQuery = (url: string): string => url.replace(/\?.*$/s, '')
