import type { Cage } from './transform/cage.ts'

/** Scripts need a worker and an interpreter: a flow without scripts never loads them. */
export function lazyCage(): Cage {
  let opened: Promise<Cage> | undefined
  const open = (): Promise<Cage> => {
    opened ??= import('./transform/open-cage.ts').then(({ openCage }) => openCage())
    return opened
  }
  return {
    run: async (...run) => await (await open()).run(...run),
    close: async () => await (await opened)?.close(),
  }
}
