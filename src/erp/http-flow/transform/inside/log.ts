const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]
export type Log = Readonly<Record<Level, (...parts: unknown[]) => void>>

/** @param send takes a level, the text, and the line of the script that logged it, 0 where none did. */
export function createLog(send: (level: string, text: string, line: number) => void): Log {
  const at =
    (level: Level) =>
    (...parts: unknown[]): void =>
      send(level, parts.map(asText).join(' '), callerLine())
  return Object.freeze({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') })
}

function asText(part: unknown): string {
  if (typeof part === 'string') return part
  if (part instanceof Error) return `${part.name}: ${part.message}`
  const text = typeof part === 'object' ? JSON.stringify(part) : undefined
  return text ?? String(part)
}

const callerLine = (): number => Number(/\bscript:(\d+):/.exec(new Error().stack ?? '')?.[1] ?? 0)
