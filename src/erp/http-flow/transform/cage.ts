import type { Transform, Transformed, TransformLimits, World } from './transform.ts'

/** Runs transformations one after another, where they reach nothing outside. */
export interface Cage {
  /**
   * @param limits what is left out is DEFAULT_LIMITS.
   * @throws TransformError when it is the script's fault. Any other error says nothing of it, and can be repeated.
   */
  run(
    transform: Transform,
    input: unknown,
    attributes: Readonly<Record<string, string>>,
    world: World,
    limits?: Partial<TransformLimits>,
  ): Promise<Transformed>
  close(): Promise<void>
}
