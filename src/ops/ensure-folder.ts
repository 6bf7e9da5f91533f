import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and what is missing above it. Not mkdir's `recursive`: where nothing can be made (below /proc) Node 24
 * tries for ever instead of failing.
 */
export function ensureFolder(folder: string): void {
  if (existsSync(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) ensureFolder(parent)
  mkdirSync(folder)
}
