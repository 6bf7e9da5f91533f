import type { Tracer } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace'
import packageJson from '../../package.json' with { type: 'json' }

export interface TracesAddress {
  /** Of the collector, without "/v1/traces". */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface TraceSender {
  readonly tracer: Tracer
  /** Sends what is left. */
  close(): Promise<void>
}

/** A collector takes a batch in milliseconds. One that does not is not waited for by whoever stops. */
const EXPORT_MS = 3_000

/** Traces by OTLP over HTTP, in batches. A collector that is away costs the traces, and nothing else. */
export const sendTraces = ({ url, headers }: TracesAddress): TraceSender =>
  traceWith(
    new OTLPTraceExporter({
      url: `${url.replace(/\/+$/, '')}/v1/traces`,
      headers: { ...headers },
      timeoutMillis: EXPORT_MS,
    }),
  )

/** The same to another end. */
export function traceWith(exporter: SpanExporter): TraceSender {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'orderbridge', 'service.version': packageJson.version }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  return { tracer: provider.getTracer('orderbridge'), close: () => provider.shutdown() }
}
