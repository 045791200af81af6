/** Numbers to compare one after the other, the most important first. Larger is better. */
export type Rank = ReadonlyArray<number>

/** Sorts the best first. */
export const compareRanks = (a: Rank, b: Rank): number => {
  for (const [i, rank] of a.entries()) {
    const difference = (b[i] ?? 0) - rank
    if (difference !== 0) return difference
  }
  return 0
}
