/** Why a connection that was made on the page sends nothing yet. */
export const CONNECT_PAUSE = 'it was connected on the page and does not send yet'
