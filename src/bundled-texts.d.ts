/** Files that wrangler.toml bundles as text for the Cloudflare door. Node reads them from the disk instead. */
declare module '*.css' {
  const text: string
  export default text
}
declare module '*.svg' {
  const text: string
  export default text
}
declare module '*/browser/client.js' {
  const text: string
  export default text
}
declare module '*/browser/dates.js' {
  const text: string
  export default text
}
declare module '*/browser/embedded.js' {
  const text: string
  export default text
}
declare module '*/browser/focus.js' {
  const text: string
  export default text
}
declare module '*/browser/rows.js' {
  const text: string
  export default text
}
declare module '*/browser/live.js' {
  const text: string
  export default text
}
declare module '*/browser/read-events.js' {
  const text: string
  export default text
}
declare module '*/browser/editor.js' {
  const text: string
  export default text
}
declare module '*/browser/settings-words.js' {
  const text: string
  export default text
}
declare module '*/browser/codemirror.js' {
  const text: string
  export default text
}
declare module '*/dist/htmx.min.js' {
  const text: string
  export default text
}
