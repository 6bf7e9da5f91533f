/** The button beside the pairing code: sends the code with the bridge URL that stands in the form. */
define(['mage/translate'], $t => (options, element) => {
  const RELOAD_MS = 1500
  const code = element.querySelector('input')
  const button = element.querySelector('button')
  const note = element.querySelector('[role=status]')

  const tell = (isGood, text) => {
    note.className = isGood ? 'message message-success success' : 'message message-error error'
    note.textContent = text
  }

  const connect = async () => {
    const url = document.getElementById('orderbridge_connection_bridge_url')
    const response = await fetch(options.url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
      body: new URLSearchParams({ form_key: window.FORM_KEY, isAjax: 'true', url: url.value, code: code.value }),
    })
    const { ok, message } = await response.json()
    tell(ok === true, message)
    if (ok !== true) return
    code.value = ''
    // The form still holds what was there before; saving it would write that back.
    setTimeout(() => window.location.reload(), RELOAD_MS)
  }

  button.addEventListener('click', () => {
    button.disabled = true
    tell(true, $t('Connecting'))
    connect()
      .catch(() => tell(false, $t('Magento did not answer. Load this page again.')))
      .finally(() => {
        button.disabled = false
      })
  })
})
