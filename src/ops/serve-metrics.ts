import { once } from 'node:events'
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Meter } from '@opentelemetry/api'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import packageJson from '../../package.json' with { type: 'json' }
import { UserError } from '../domain/errors.ts'

export interface MetricsAddress {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
}

export interface MetricsServer {
  readonly url: string
  readonly meter: Meter
  close(): Promise<void>
}

/**
 * GET /metrics as Prometheus reads it, at an address of its own: what it tells is for operators, and no proxy passes it on by
 * mistake. @throws UserError when the port is taken.
 */
export async function serveMetrics({ host, port }: MetricsAddress): Promise<MetricsServer> {
  const exporter = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true, withoutTargetInfo: true })
  const provider = new MeterProvider({ readers: [exporter] })
  const meter = provider.getMeter('orderbridge')
  const delays = watchProcess(meter)
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/metrics')
      return exporter.getMetricsRequestHandler(request, response)
    response.writeHead(404).end()
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new UserError(
      `The metrics cannot be served on ${host}:${port} (${error instanceof Error ? error.message : String(error)}). Choose another METRICS_PORT.`,
      { cause: error },
    )
  }
  const address = server.address()
  return {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : port}/metrics`,
    meter,
    async close() {
      delays.disable()
      server.close()
      server.closeAllConnections()
      await provider.shutdown()
    },
  }
}

/** How the process itself is: memory, and how long what is due has to wait for its turn. */
function watchProcess(meter: Meter) {
  const delays = monitorEventLoopDelay({ resolution: 20 })
  delays.enable()
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description })
  const info = gauge('orderbridge_build_info', 'Always 1; the version is a label.')
  const memory = gauge('process_resident_memory_bytes', 'Memory of this process.')
  const heap = gauge('nodejs_heap_size_used_bytes', 'Of it, what JavaScript holds.')
  const delay = gauge('nodejs_eventloop_lag_p99_seconds', 'Since the last look, 99 of 100 waits were shorter.')
  meter.addBatchObservableCallback(
    result => {
      const { rss, heapUsed } = process.memoryUsage()
      result.observe(info, 1, { version: packageJson.version })
      result.observe(memory, rss)
      result.observe(heap, heapUsed)
      result.observe(delay, delays.percentile(99) / 1e9)
      delays.reset()
    },
    [info, memory, heap, delay],
  )
  return delays
}
