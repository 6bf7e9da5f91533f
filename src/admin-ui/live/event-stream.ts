/** What waits for a reader. One who does not take so little for minutes is gone, or cannot follow. */
const MOST_WAITING_BYTES = 4_096
const encoder = new TextEncoder()

export interface EventStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  /** A reader who is too slow for it is let go. */
  send(event: 'open' | 'changed' | 'over'): void
  /** A comment, so that proxies and the browser know that somebody is there. */
  beat(): void
  close(): void
}

/** A text/event-stream of events without content. @param ended called once, whoever ends it. */
export function createEventStream(ended: () => void): EventStream {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  const end = () => {
    controller = undefined
    ended()
  }
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(given) {
        controller = given
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING_BYTES }),
  )
  const close = () => {
    const open = controller
    if (!open) return
    end()
    open.close()
  }
  const write = (text: string) => {
    if ((controller?.desiredSize ?? 1) <= 0) return close()
    controller?.enqueue(encoder.encode(text))
  }
  return {
    body,
    send: event => write(`event: ${event}\ndata: 1\n\n`),
    beat: () => write(': beat\n\n'),
    close,
  }
}
