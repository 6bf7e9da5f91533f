/** The names of the events of a text/event-stream, without their data; undefined for a comment. Written for fetch(). */
export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop()
    for (const block of blocks) yield /^event: (.*)$/m.exec(block)?.[1]
  }
}
