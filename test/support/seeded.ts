/** Park and Miller's generator: numbers of [0, 1) that are the same in every run, and no two of them alike. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
