import { createHash } from 'node:crypto'

/** A repeatable stream of chance from a seed: the same seed gives the same people on every machine. */
export interface Random {
  /** 0 <= n < 1 */
  next(): number
  /** Whole numbers, both ends included. */
  whole(from: number, to: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  weighted<T extends string>(weights: Record<T, number>): T
  /** A version 4 identifier from the stream. */
  id(): string
  /** A stream of its own by name, for one part that must not move when another draws more. */
  fork(name: string): Random
}

/**
 * sfc32 (Chris Doty-Humphrey, public domain) with 128 bits of state: fast, good enough for invented people, never for
 * secrets. A smaller state runs out: with 32 bits a hundred thousand streams gave two women the same id.
 */
export const randomFrom = (seed: number | string): Random => {
  const start = createHash('sha256').update(String(seed)).digest()
  let [a, b, c, counter] = [start.readInt32LE(0), start.readInt32LE(4), start.readInt32LE(8), start.readInt32LE(12)]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  const word = () =>
    Math.floor(next() * 4294967296)
      .toString(16)
      .padStart(8, '0')
  const random: Random = {
    next,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: share => next() < share,
    pick: from => {
      const found = from[Math.floor(next() * from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    weighted: weights => {
      const entries = Object.entries(weights) as [keyof typeof weights & string, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name
      }
      return entries.at(-1)?.[0] as never
    },
    id: () => {
      const hex = word() + word() + word() + word()
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    fork: name => randomFrom(`${seed}/${name}`),
  }
  return random
}
