export interface Summary {
  count: number
  p50: number
  p95: number
  p99: number
  max: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** Nearest-rank percentiles of times in milliseconds; of nothing there is nothing to say. */
export const summarise = (times: number[]): Summary | undefined => {
  if (times.length === 0) return undefined
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
