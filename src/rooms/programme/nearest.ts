function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The word that was probably meant, when one is at most two letters away. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  if (word.length > 40) return undefined
  let best: string | undefined
  let least = 3
  for (const candidate of words) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase())
    if (d < least && d < candidate.length) {
      least = d
      best = candidate
    }
  }
  return best
}
