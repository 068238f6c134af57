import { isMap } from 'yaml'
import { list, nothing, object, optional, type Shape } from './shape.ts'
import { choice, day, factId, names, text } from './values.ts'

export const precisions = {
  dag: 'day',
  måned: 'month',
  årstid: 'season',
  år: 'year',
  foreløbig: 'provisional',
} as const
export type Precision = (typeof precisions)[keyof typeof precisions]

/** A date as a source states it: its words, and the first and last day they can mean. */
export type When = { text: string; from: string; to: string; precision: Precision }
/** A date somebody states: with where it stands and which facts it carries. */
export type StatedWhen = When & { source: string; facts?: string[]; note?: string }

const written = new Intl.DateTimeFormat('da-DK', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
export const dayInWords = (value: string): string => written.format(new Date(`${value}T00:00:00Z`))
export const onDay = (value: string): When => ({ text: dayInWords(value), from: value, to: value, precision: 'day' })

const stated = { source: names('source'), facts: optional(list(factId)), note: optional(text) }
const exact = object('en dato', { date: day, ...stated })
const imprecise = object('en upræcis dato', { text, from: day, to: day, precision: choice(precisions), ...stated })

/** `date:` for a day, or `text, from, to, precision` for "sommeren 2024". */
export const when: Shape<StatedWhen> = {
  says: 'en dato: enten "date: 2022-05-01" eller "text, from, to, precision", og begge med "source"',
  read(node, name, reading) {
    if (isMap(node) && node.has('date')) {
      const value = exact.read(node, name, reading)
      if (value === nothing) return nothing
      const { date, ...rest } = value
      return { ...onDay(date), ...rest }
    }
    const value = imprecise.read(node, name, reading)
    if (value !== nothing && value.to < value.from) {
      reading.fault(node, `"${name}" slutter ${value.to}, før den begynder ${value.from}. Byt om på "from" og "to".`)
    }
    return value
  },
}
