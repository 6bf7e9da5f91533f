import { createEventStream, type EventStream } from './event-stream.ts'
import { paceOf } from './pace.ts'

/** Where changes are heard of: the store, or undefined when it may be any (db/listen-changes.ts). */
export interface ChangeSource {
  subscribe(listener: (store: string | undefined) => void): Promise<() => void>
}

export interface Watching {
  /** Who it is: has so many streams and no more. */
  readonly viewer: string
  readonly stores: readonly string[]
  /** Until the session is over. */
  readonly forMs: number
}

export interface LiveStreams {
  /** @returns a stream that says when something changed in one of the stores; undefined when there is none to be had. */
  open(watching: Watching): Promise<EventStream['body'] | undefined>
  /** Ends them all: the process stops. */
  close(): void
}

const LIMITS = {
  /** Of one process: each is a connection and a few hundred bytes. */
  streams: 1_000,
  /** Of one person: a browser has six connections to a host. */
  ofViewer: 6,
  beatMs: 20_000,
  /** Then the viewer is looked at anew: who signed out does not hear for longer than that. */
  longestMs: 15 * 60_000,
  /** Transactions that overlap are told of once (drizzle/*_live.sql): whoever was left out has committed by then. */
  echoMs: 2_000,
}

/** Who opens it with a session that is over by its clock would open the next one at once. */
const SHORTEST_MS = 5_000

interface Open {
  readonly stream: EventStream
  readonly viewer: string
  hear(store: string | undefined): void
}

/** The streams of this process. They hold no content: the page asks for itself when it hears that something changed. */
export function createLiveStreams(changes: ChangeSource, limits: Partial<typeof LIMITS> = {}): LiveStreams {
  const { streams: most, ofViewer, beatMs, longestMs, echoMs } = { ...LIMITS, ...limits }
  const all = new Set<Open>()
  const echoes = new Map<string | undefined, NodeJS.Timeout>()
  let heard: Promise<unknown> | undefined
  let closed = false
  const tell = (store: string | undefined) => {
    for (const open of all) open.hear(store)
  }
  const listen = (store: string | undefined) => {
    tell(store)
    clearTimeout(echoes.get(store))
    echoes.set(store, setTimeout(() => tell(store), echoMs).unref())
  }
  const hasRoom = (viewer: string) =>
    !closed && all.size < most && [...all].filter(open => open.viewer === viewer).length < ofViewer

  return {
    async open({ viewer, stores, forMs }) {
      if (!hasRoom(viewer)) return undefined
      heard ??= changes.subscribe(listen)
      try {
        await heard
      } catch {
        heard = undefined // the next one tries again
        return undefined
      }
      if (!hasRoom(viewer)) return undefined
      const beats = setInterval(() => stream.beat(), beatMs).unref()
      const pace = paceOf(() => stream.send('changed'))
      const over = setTimeout(
        () => {
          stream.send('over')
          stream.close()
        },
        Math.max(SHORTEST_MS, Math.min(forMs, longestMs)),
      ).unref()
      const stream = createEventStream(() => {
        all.delete(open)
        clearInterval(beats)
        clearTimeout(over)
        pace.stop()
      })
      const open: Open = {
        stream,
        viewer,
        hear(store) {
          if (store === undefined || stores.includes(store)) pace.call()
        },
      }
      all.add(open)
      stream.send('open')
      return stream.body
    },
    close() {
      closed = true
      for (const timer of echoes.values()) clearTimeout(timer)
      for (const { stream } of all) stream.close()
    },
  }
}
