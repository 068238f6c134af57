/** Counts of people below this are not shown (DESIGN: small-number protection; the full gate comes with measuring). */
export const threshold = 5
/** A median of fewer would come close to telling about one. */
export const medianFrom = 10

export type Gated = { shown: true; value: number } | { shown: false }

/** One count of people: shown from five, hidden below, nought too (none of a few is also news about them). */
export const gate = (count: number): Gated => (count >= threshold ? { shown: true, value: count } : { shown: false })

/** A median or percentile: shown when at least ten people stand behind it. */
export const gateMedian = (value: number | null, behind: number): Gated =>
  value !== null && behind >= medianFrom ? { shown: true, value } : { shown: false }

/**
 * Counts that add up to a total that is shown. When just one is hidden it could be found by subtraction, so the
 * smallest of the others is hidden with it; two or more that together are below five take one more along.
 */
export const gateParts = (counts: number[]): Gated[] => {
  const hidden = new Set(counts.flatMap((count, at) => (count < threshold ? [at] : [])))
  const sum = () => [...hidden].reduce((total, at) => total + (counts[at] ?? 0), 0)
  while (hidden.size > 0 && hidden.size < counts.length && (hidden.size === 1 || sum() < threshold)) {
    const next = counts
      .map((count, at) => ({ count, at }))
      .filter(({ at }) => !hidden.has(at))
      .toSorted((a, b) => a.count - b.count)[0]
    if (!next) break
    hidden.add(next.at)
  }
  return counts.map((value, at) => (hidden.has(at) ? { shown: false } : { shown: true, value }))
}
