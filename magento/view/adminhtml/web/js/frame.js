/**
 * The parent of the bridge's page: says who looks, gives the frame its height, opens orders, shows what the frame says.
 * It answers the bridge's own frame only, and tells nothing to any other origin.
 */
define(['mage/translate'], $t => {
  const LEAST_HEIGHT = 200
  const MOST_HEIGHT = 20000
  const NOTE_MS = 6000
  const LONGEST_TEXT = 300
  const ORDER_PATH = /^sales\/order\/view\/order_id\/(\d{1,15})$/

  const show = (notes, level, text) => {
    const note = document.createElement('div')
    const inner = document.createElement('div')
    const kind = level === 'error' ? 'error' : 'success'
    note.classList.add('message', `message-${kind}`, kind)
    inner.textContent = String(text).slice(0, LONGEST_TEXT)
    note.append(inner)
    notes.append(note)
    setTimeout(() => note.remove(), NOTE_MS)
  }

  /** Magento answers a session that is over with a page, or with JSON that has no token. */
  const askToken = async url => {
    const response = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
      body: new URLSearchParams({ form_key: window.FORM_KEY, isAjax: 'true' }),
    })
    const { token } = await response.json()
    if (typeof token !== 'string') throw new Error('no token')
    return token
  }

  return (options, element) => {
    const frame = element.querySelector('iframe')
    const notes = element.querySelector('.orderbridge-notes')

    const actions = {
      'orderbridge:token': ({ nonce }) =>
        askToken(options.tokenUrl).then(
          token => frame.contentWindow.postMessage({ type: 'orderbridge:token', nonce, token }, options.origin),
          () => show(notes, 'error', $t('Magento did not say who you are. Load this page again.')),
        ),
      'orderbridge:resize': ({ height }) => {
        frame.style.height = `${Math.min(Math.max(Number(height) || 0, LEAST_HEIGHT), MOST_HEIGHT)}px`
      },
      'orderbridge:open': ({ path }) => {
        const order = ORDER_PATH.exec(path)
        if (order) window.location.assign(options.orderUrl.replace('/order_id/0/', `/order_id/${order[1]}/`))
      },
      'orderbridge:toast': ({ level, text }) => show(notes, level, text),
    }

    window.addEventListener('message', ({ origin, source, data }) => {
      if (origin !== options.origin || source !== frame.contentWindow) return
      if (data && typeof data === 'object' && Object.hasOwn(actions, data.type)) actions[data.type](data)
    })
    // Loaded by now only: the frame asks once who looks, and somebody has to be listening.
    frame.src = options.src
  }
})
