/** The first order that met the cause is named in its title; when several wait, it is theirs as much: "no VAT group is set …" */
export const causeAlone = (title: string): string => title.replace(/^Order [^\s:]+: /, '')
