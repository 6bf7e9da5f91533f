/** Random text for tokens, passwords and ids; repeatable when `random` is seeded. */
export const randomHex = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
