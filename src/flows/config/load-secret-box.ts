import type { Config } from '../../config.ts'
import { createSecretBox, type SecretBox } from '../../db/secret-box.ts'
import { UserError } from '../../domain/errors.ts'
import type { Log } from '../../ops/log.ts'
import { type KeyFile, keyFileIn } from './key-file.ts'

/**
 * The box for secrets at rest: its key comes from ORDERBRIDGE_SECRET_KEY, else from `<home>/secret.key`, which is made
 * when it is missing. The file is read again for each value, so that a running process follows a rotation.
 * @throws UserError when a key is not 32 bytes in base64.
 */
export function loadSecretBox(
  config: Pick<Config, 'home' | 'secretKey' | 'secretKeyPrevious'>,
  log?: Pick<Log, 'warn'>,
): SecretBox {
  const file = keyFileIn(config.home)
  if (config.secretKey)
    return createSecretBox({
      current: config.secretKey,
      previous: config.secretKeyPrevious ?? file.read().previous,
    })
  file.create()
  if (file.isOpenToOthers())
    log?.warn({ path: file.path }, 'Other users of this machine can read the secret key. Run: orderbridge doctor --fix')
  boxOf(file, config)
  return {
    seal: (place, value) => boxOf(file, config).seal(place, value),
    open: (place, sealed) => boxOf(file, config).open(place, sealed),
    isStale: sealed => boxOf(file, config).isStale(sealed),
  }
}

function boxOf(file: KeyFile, config: Pick<Config, 'secretKeyPrevious'>): SecretBox {
  const { current, previous } = file.read()
  if (!current)
    throw new UserError(
      `The key file ${file.path} is gone. Put it back from a backup: nothing stored opens without it.`,
    )
  try {
    return createSecretBox({ current, previous: previous ?? config.secretKeyPrevious })
  } catch (error) {
    throw new UserError(
      `The key in ${file.path} is damaged: it must be 32 bytes in base64. Put the file back from a backup.`,
      { cause: error },
    )
  }
}
