import type { EnoughLevel, Level } from './provider.ts'

const order: Level[] = ['low', 'substantial', 'high']
export const levelWords = { Lav: 'low', Betydelig: 'substantial', Høj: 'high' } as const satisfies Record<string, Level>

export interface LevelRule {
  /** The claim that carries the level. */
  claim: string
  /** What its values mean. A value that does not stand here is no level. */
  values: Record<string, Level>
  least: EnoughLevel
}

/** The level a token states, when it is enough; nothing when it is too low, unknown, missing or said twice over. */
export const enoughLevel = (
  claims: Record<string, unknown>,
  { claim, values, least }: LevelRule,
): EnoughLevel | undefined => {
  const said = claims[claim]
  const value = Array.isArray(said) && said.length === 1 ? said[0] : said
  if (typeof value !== 'string' || !Object.hasOwn(values, value)) return undefined
  const level = values[value]
  return level && level !== 'low' && order.indexOf(level) >= order.indexOf(least) ? level : undefined
}
