import type { SimulatedErpKind } from './erp.ts'

/** Every ERP that can be played with. Their code is loaded when it is needed, so that other commands start quickly. */
export const simulatedErps: readonly [SimulatedErpKind, ...SimulatedErpKind[]] = [
  {
    name: 'sap-b1',
    kind: 'sap-b1',
    label: 'SAP Business One',
    ports: {
      main: { usual: 50_000, description: 'where it listens' },
      gateway: { usual: 60_000, description: 'of the service that prints PDFs' },
    },
    delays: {
      latency: { description: 'added to every request', onStage: 0 },
      'login-latency': { description: 'added to every log-in', onStage: 200 },
    },
    start: async options => (await import('./sap-b1/stage.ts')).startOnStage(options),
    unplug: async options => (await import('./sap-b1/unplugged.ts')).unplug(options),
    usualConnection: async secret => (await import('./sap-b1/connection.ts')).usualConnection(secret),
  },
  {
    name: 'icenter',
    kind: 'icenter',
    label: 'SAOP iCenter',
    ports: { main: { usual: 8383, description: 'where it listens' } },
    delays: { latency: { description: 'added to every request', onStage: 0 } },
    start: async options => (await import('./icenter/stage.ts')).startOnStage(options),
    unplug: async options => (await import('./icenter/unplugged.ts')).unplug(options),
    usualConnection: async secret => (await import('./icenter/connection.ts')).usualConnection(secret),
  },
  {
    name: 'http-flow',
    kind: 'http-flow',
    label: 'Sample ERP',
    ports: { main: { usual: 50_100, description: 'where it listens' } },
    delays: { latency: { description: 'added to every request', onStage: 0 } },
    start: async options => (await import('./http-erp/stage.ts')).startOnStage(options),
    unplug: async options => (await import('./http-erp/unplugged.ts')).unplug(options),
    usualConnection: async secret => (await import('./http-erp/connection.ts')).usualConnection(secret),
  },
  {
    name: 's4hana',
    kind: 'http-flow',
    label: 'SAP S/4HANA',
    // Its flow asks for no materials: S/4 refuses the order, and somebody has to try it again.
    leftOut: ['unknown-item'],
    ports: { main: { usual: 50_200, description: 'where it listens' } },
    delays: { latency: { description: 'added to every request', onStage: 0 } },
    start: async options => (await import('./s4hana/stage.ts')).startOnStage(options),
    unplug: async options => (await import('./s4hana/unplugged.ts')).unplug(options),
    usualConnection: async secret => (await import('./s4hana/connection.ts')).usualConnection(secret),
  },
]

/** @returns undefined for one that cannot be played with. */
export const simulatedErp = (name: string): SimulatedErpKind | undefined =>
  simulatedErps.find(candidate => candidate.name === name)
