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
 * All totals of one page about the same people, wherever on the page they stand: the same number is shown or hidden
 * everywhere, and of two that lie less than five apart only the larger is shown, so that no difference tells of a few.
 */
export const gateTogether = (counts: number[]): Gated[] => {
  const shown: number[] = []
  for (const count of counts.toSorted((a, b) => b - a)) {
    const last = shown.at(-1)
    if (count >= threshold && (last === undefined || last === count || last - count >= threshold)) shown.push(count)
  }
  return counts.map(value => (shown.includes(value) ? { shown: true, value } : { shown: false }))
}

/**
 * Counts that add up to a total that is shown. When just one is hidden it could be found by subtraction, so the
 * smallest of the others is hidden with it; two or more that together are below five take one more along. Where the
 * total itself is hidden the parts may not add up to it, so the smallest is hidden.
 */
export const gateParts = (counts: number[], total: Gated['shown'] = true): Gated[] => {
  const hidden = new Set(counts.flatMap((count, at) => (count < threshold ? [at] : [])))
  if (!total && hidden.size === 0 && counts.length > 0) hidden.add(counts.indexOf(Math.min(...counts)))
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
