/** What engine.ts uses of WebAssembly: it is in Node, its types are in the browser's library only. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { readonly initial: number; readonly maximum: number })
    readonly buffer: ArrayBuffer
  }
}
