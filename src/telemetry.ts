import { setTimeout as pause } from 'node:timers/promises'
import type { ObservableGauge } from '@opentelemetry/api'
import type { Config } from './config.ts'
import { GAUGES, type Gauge } from './flows/view/read-gauges.ts'
import type { Log } from './ops/log.ts'
import type { MetricsServer } from './ops/serve-metrics.ts'
import type { Telemetry } from './ops/telemetry.ts'
import { wordsOf } from './ops/words-of.ts'

const CLOSE_MS = 2_000

export interface RunningTelemetry extends Telemetry {
  /** Where the metrics are read; undefined when only traces are sent. */
  readonly url: string | undefined
  /** Asks for the gauges whenever somebody reads the metrics. */
  watch(readGauges: () => Promise<readonly Gauge[]>, log: Log): void
  close(): Promise<void>
}

/**
 * What the operator asked for by METRICS_PORT and OTEL_EXPORTER_OTLP_ENDPOINT. Libraries are loaded for that alone.
 * @returns undefined when neither is set. @throws UserError when the port is taken.
 */
export async function startTelemetry({ metrics, traces }: Config): Promise<RunningTelemetry | undefined> {
  if (!metrics && !traces) return undefined
  const server = metrics && (await (await import('./ops/serve-metrics.ts')).serveMetrics(metrics))
  const meters = server && (await import('./ops/meters.ts')).createMeters(server.meter)
  const sender = traces && (await import('./ops/send-traces.ts')).sendTraces(traces)
  const trace = sender && (await import('./ops/spans.ts')).createSpans(sender.tracer)
  return {
    url: server?.url,
    tried(tried) {
      meters?.tried(tried)
      trace?.(tried)
    },
    called: (farSide, call) => meters?.called(farSide, call),
    answered: answered => meters?.answered(answered),
    watch(readGauges, log) {
      if (server) watchGauges(server, readGauges, log)
    },
    async close() {
      // A collector that is away costs the traces that are left: whoever stops neither fails by it nor waits.
      await Promise.race([
        Promise.allSettled([server?.close(), sender?.close()]),
        pause(CLOSE_MS, undefined, { ref: false }),
      ])
    },
  }
}

function watchGauges({ meter }: MetricsServer, readGauges: () => Promise<readonly Gauge[]>, log: Log): void {
  const gauges = new Map<string, ObservableGauge>(
    Object.entries(GAUGES).map(([name, description]) => [name, meter.createObservableGauge(name, { description })]),
  )
  meter.addBatchObservableCallback(
    async result => {
      try {
        for (const { name, labels, value } of await readGauges()) {
          const gauge = gauges.get(name)
          if (gauge) result.observe(gauge, value, labels)
        }
      } catch (error) {
        // The counters are told all the same; the missing gauges are what an alert sees.
        log.warn({ error: wordsOf(error) }, 'the gauges could not be read')
      }
    },
    [...gauges.values()],
  )
}
