import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** The key file of an installation whose key is not in the environment. Only the owner may read it. */
export interface KeyFile {
  readonly path: string
  /** @returns the keys in base64; `previous` while a rotation is under way, undefined what is not there. */
  read(): { readonly current: string | undefined; readonly previous: string | undefined }
  /** Makes the file when there is none. Two processes that start at once end up with the same key. */
  create(): void
  /** Puts a new key in place and keeps the old one as `previous`. After a crash in between, repeat it. */
  rotate(): void
  /** The key without which nothing can be opened any more: call it when nothing is sealed with it. */
  forgetPrevious(): void
  /** @returns true when others than the owner may read or change the file. */
  isOpenToOthers(): boolean
  /** Makes it readable for the owner only. */
  protect(): void
}

export function keyFileIn(home: string): KeyFile {
  const path = join(home, 'secret.key')
  const previousPath = `${path}.previous`
  return {
    path,
    read: () => {
      // The previous key first: a rotation writes it before it replaces the current one, so no key is missed in between.
      const previous = readKey(previousPath)
      return { current: readKey(path), previous }
    },
    create: () => {
      mkdirSync(home, { recursive: true })
      writeNew(path, newKey())
    },
    rotate: () => {
      const current = readKey(path)
      if (current) writeNew(previousPath, current)
      if (readKey(previousPath) === current) replace(path, newKey())
    },
    forgetPrevious: () => rmSync(previousPath, { force: true }),
    isOpenToOthers: () => existsSync(path) && (statSync(path).mode & 0o077) !== 0,
    protect: () => {
      for (const file of [path, previousPath]) if (existsSync(file)) chmodSync(file, 0o600)
    },
  }
}

const newKey = () => randomBytes(32).toString('base64')

const readKey = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined)

/** Whole or not at all; an existing file stays as it is. */
function writeNew(path: string, key: string): void {
  const draft = writeDraft(path, key)
  try {
    linkSync(draft, path)
    syncFolder(path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function replace(path: string, key: string): void {
  renameSync(writeDraft(path, key), path)
  syncFolder(path)
}

function writeDraft(path: string, key: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, `${key}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}

/** The new name is safe on disk before something is sealed with the key. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
