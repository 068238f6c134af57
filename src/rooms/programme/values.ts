import { isScalar } from 'yaml'
import type { Kind } from './reading.ts'
import { nothing, plain, type Shape } from './shape.ts'

const matching = (pattern: RegExp) => (value: unknown) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined

export const text = plain('en tekst (højst 2000 tegn; sæt anførselstegn om tal)', value =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 2000 ? value.trim() : undefined,
)
export const code = plain(
  'et kort navn af bogstaver, tal og bindestreg (fx "odense")',
  matching(/^[a-zA-Z][a-zA-Z0-9-]{0,60}$/),
)
export const factId = plain('et faktanummer som F-000-4', matching(/^F-\d{3}-\d{1,2}$/))
export const whole = plain('et helt tal fra 0 og op (fx 600)', value =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
)
export const amount = plain('et tal fra 0 og op (fx 2.5)', value =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined,
)
export const yesNo = plain('ja eller nej', value => (value === 'ja' ? true : value === 'nej' ? false : undefined))
export const time = plain('et klokkeslæt som 08:30', matching(/^([01]\d|2[0-3]):[0-5]\d$/))

/** A day that exists, written YYYY-MM-DD. */
export const isDay = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}
export const day = plain('en dato, der findes, skrevet som 2022-05-01', value =>
  typeof value === 'string' && isDay(value) ? value : undefined,
)

/** One of a few Danish words in the file, an English name in the code. */
export const choice = <const W extends Record<string, string>>(words: W): Shape<W[keyof W]> =>
  plain(`et af ordene ${Object.keys(words).join(', ')}`, value =>
    typeof value === 'string' && Object.hasOwn(words, value) ? (words[value] as W[keyof W]) : undefined,
  )

/** The Danish word of a choice, for pages. */
export const wordOf = <W extends Record<string, string>>(words: W, value: W[keyof W]): string =>
  Object.keys(words).find(word => words[word] === value) ?? value

const named = (kind: Kind, pattern: Shape<string>, note: 'define' | 'use'): Shape<string> => ({
  says: pattern.says,
  read(node, name, reading) {
    const value = pattern.read(node, name, reading)
    if (value === nothing) return nothing
    if (note === 'define') reading.define(kind, value)
    else reading.use(kind, value, isScalar(node) ? node : undefined)
    return value
  },
})
/** A name that the rest of the file may point at. */
export const defines = (kind: Kind) => named(kind, code, 'define')
/** A name that must be defined somewhere in the file. */
export const names = (kind: Kind) => named(kind, code, 'use')
