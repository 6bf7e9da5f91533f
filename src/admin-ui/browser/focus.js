// Where the focus goes when what had it was disabled, closed or taken away: back, else to the page, never nowhere.

/** By request: what was focused when it was asked. */
const focusedBefore = new WeakMap()
let openedFrom

/** What the dialog is opened for gets the focus back when it closes. @param ctx of the request whose answer it shows */
export function openedBy(ctx) {
  openedFrom = focusedBefore.get(ctx)
}

export function keepFocus() {
  const dialog = document.getElementById('dialog')

  // Inside a dialog that has closed, the focus stays until the browser draws again.
  const isNowhere = () => {
    const { activeElement } = document
    return !activeElement || activeElement === document.body || (!dialog.open && dialog.contains(activeElement))
  }

  // The browser itself gives it back: but not to what was disabled, nor to what is gone because the page asked for itself.
  dialog.addEventListener('close', () => {
    if (isNowhere()) focusQuietly(openedFrom?.isConnected ? openedFrom : document.getElementById('main'))
  })

  // What is disabled while it waits for its answer gets it back, unless it has gone elsewhere since.
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    focusedBefore.set(ctx, document.activeElement)
  })
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    // htmx enables it behind this event.
    queueMicrotask(() => {
      const element = focusedBefore.get(ctx)
      if (isNowhere() && element?.isConnected) focusQuietly(element)
    })
  })

  let focusedOnPage
  document.addEventListener('htmx:before:swap', () => {
    focusedOnPage = document.activeElement
  })
  document.addEventListener('htmx:after:swap', () => {
    if (document.activeElement !== document.body || focusedOnPage === document.body) return
    if (!focusedOnPage?.isConnected) focusQuietly(document.getElementById('main'))
  })
}

const focusQuietly = element => element?.focus({ preventScroll: true })
