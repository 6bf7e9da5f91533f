import type { FlowSettings } from './settings.ts'
import type { Cage } from './transform/cage.ts'
import { type LogLine, type Transform, TransformError, type Transformed } from './transform/transform.ts'

export interface RunOptions {
  readonly settings: FlowSettings
  readonly cage: Cage
  readonly log: (text: string) => void
}

/** A script or mapping within the limits of its flow; what it logs goes to the log, also when it fails. */
export async function runTransform(
  { settings, cage, log }: RunOptions,
  transform: Transform,
  input: unknown,
  attributes: Readonly<Record<string, string>>,
  world: { readonly now: Date; readonly random: number },
): Promise<Transformed> {
  const { timeoutMs, memoryMiB } = settings.scripts
  const tell = (lines: readonly LogLine[]) => {
    for (const { level, text } of lines) log(`${settings.flow} ${level}: ${text}`)
  }
  const limits = { timeoutMs, memoryBytes: memoryMiB * 1024 * 1024 }
  try {
    const done = await cage.run(transform, input, attributes, world, limits)
    tell(done.log)
    return done
  } catch (error) {
    if (error instanceof TransformError) tell(error.log)
    throw error
  }
}

/** A script that only sets attributes: it need not give anything. Its own lines keep their numbers. */
export const attributeScript = (source: string): Transform => ({
  kind: 'script',
  source: `${source}\n;if (typeof output === 'undefined') globalThis.output = null`,
})
