/** fontkit 2 brings no types; this is the part that pdf-lib's registerFontkit asks for. */
declare module 'fontkit' {
  import type { PDFDocument } from 'pdf-lib'

  export const create: Parameters<PDFDocument['registerFontkit']>[0]['create']
}
