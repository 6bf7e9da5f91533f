import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * The body of an answer out of pieces, each made when the reader wants it: a slow reader keeps one of them in memory, and
 * one that goes away ends the work. A failure breaks the answer off, so that nobody takes half a file for the whole.
 * @param onFailure the answer has begun by then: only the log can tell.
 */
export function streamOf(
  pieces: AsyncGenerator<string, void, void>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  // Pieces are made when the reader pulls, which is outside of the request and would not know its language.
  const inRequest = AsyncLocalStorage.snapshot()
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await inRequest(() => pieces.next())
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        } catch (error) {
          onFailure(error)
          throw error
        }
      },
      async cancel() {
        await pieces.return()
      },
    },
    { highWaterMark: 0 },
  )
}
