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
  /** A stream of its own, for one part that must not move when another draws more. */
  fork(name: string): Random
}

const hash = (text: string): number => {
  let h = 2166136261
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return h >>> 0
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast, good enough for invented people, never for secrets. */
export const randomFrom = (seed: number | string): Random => {
  let state = typeof seed === 'number' ? seed >>> 0 : hash(seed)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
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
    fork: name => randomFrom(`${Math.floor(next() * 4294967296)}:${name}`),
  }
  return random
}
