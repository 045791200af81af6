/** The middle value, or the mean of the two middle values. NaN for an empty list. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? Number.NaN : (lower + upper) / 2
}

/** The smallest of the values that at least this share of them does not exceed. NaN for an empty list. */
export const percentile = (values: ReadonlyArray<number>, share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN

/** The average of ratios. NaN for an empty list. */
export const geometricMean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? Number.NaN : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
