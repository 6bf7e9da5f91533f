import type { Finding } from '../../domain/finding.ts'
import type { FlowContext } from '../context.ts'
import type { DiagnoseInput } from './diagnose.ts'
import { keyFileIn } from './key-file.ts'
import { listSecrets } from './sealed-secrets.ts'

/** @returns the key of the secrets, whether everything opens with it, and where others reach us. */
export async function examineInstallation(
  ctx: Pick<FlowContext, 'db' | 'box'>,
  { config, fix }: Pick<DiagnoseInput, 'config' | 'fix'>,
): Promise<readonly Finding[]> {
  return [examineKey(config, fix), await examineSecrets(ctx), examinePublicUrl(config.publicUrl)]
}

function examineKey(config: DiagnoseInput['config'], fix: boolean): Finding {
  const check = 'secret key'
  if (config.secretKey) return { check, ok: true, detail: 'from ORDERBRIDGE_SECRET_KEY' }
  const file = keyFileIn(config.home)
  if (fix) file.protect()
  if (file.isOpenToOthers())
    return {
      check,
      ok: false,
      detail: `other users of this machine can read ${file.path}`,
      remedy: 'Run orderbridge doctor --fix, or chmod 600 the file',
    }
  return { check, ok: true, detail: `${file.path}, readable for its owner only` }
}

async function examineSecrets(ctx: Pick<FlowContext, 'db' | 'box'>): Promise<Finding> {
  const check = 'stored secrets'
  const secrets = await listSecrets(ctx)
  const unreadable = secrets.filter(({ state }) => state === 'unreadable').map(({ place }) => place)
  if (unreadable.length > 0)
    return {
      check,
      ok: false,
      detail: `no key opens ${unreadable.join(', ')}`,
      remedy: 'Set the key they were stored with as ORDERBRIDGE_SECRET_KEY_PREVIOUS, or apply the configuration again',
    }
  const stale = secrets.filter(({ state }) => state === 'previous').length
  if (stale > 0)
    return {
      check,
      ok: false,
      detail: `${stale} of ${secrets.length} are sealed with the previous key`,
      remedy: 'Run orderbridge secrets rotate',
    }
  return { check, ok: true, detail: `all ${secrets.length} open with the current key` }
}

function examinePublicUrl(publicUrl: string | undefined): Finding {
  const check = 'public address'
  if (!publicUrl)
    return {
      check,
      ok: false,
      detail: 'PUBLIC_URL is not set: nobody can call us, so changes are only found by polling',
      remedy: 'Set PUBLIC_URL to the address under which Magento and the ERP reach Orderbridge',
    }
  const { protocol, hostname } = new URL(publicUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'https:' || isHere) return { check, ok: true, detail: publicUrl }
  const remedy = 'Put a reverse proxy with a certificate in front, and set PUBLIC_URL to its https address'
  return { check, ok: false, detail: `${publicUrl} is not encrypted: it carries customer data`, remedy }
}
