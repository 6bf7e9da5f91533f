import { startMagento } from '../../sandbox/magento/server.ts'

/** A shop in a process of its own, which answers at once and forgets everything at the end. */
const magento = await startMagento({ clock: { now: () => new Date() }, random: Math.random, module: false })

process.on('message', asked =>
  process.send?.(
    asked === 'where' ? { url: magento.url, credentials: magento.credentials } : magento.list('products').length,
  ),
)
