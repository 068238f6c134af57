import { dayOf, instantOf, readTime, timeOf } from '../../kernel/clock.ts'
import type { Form } from '../../kernel/visit.ts'
import { readDay } from '../family/index.ts'

export type FieldError = { field: string; message: string }
export type Words = Record<string, string | string[]>

// NUL has no place in a text database and half a surrogate pair none in UTF-8: taken out of what is kept.
const keepable = (text: string): string => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed()
const count = new Intl.NumberFormat('da')

/** Reads one form: what it says, what is wrong with it, and always the person's own words. */
export class Reader {
  readonly errors: FieldError[] = []
  readonly words: Words = {}

  constructor(form: Form) {
    for (const [name, value] of Object.entries(form)) {
      if (name.startsWith('_')) continue
      this.words[name] = Array.isArray(value) ? value.map(keepable) : keepable(value)
      if ([value].flat().some(text => text.includes('\0')))
        this.wrong(name, 'Der var et skjult tegn i teksten. Vi har fjernet det. Læs teksten igennem, og gem så igen.')
    }
  }

  wrong(field: string, message: string): void {
    if (!this.errors.some(error => error.field === field)) this.errors.push({ field, message })
  }

  text(field: string, longest = 200): string {
    const read = ([this.words[field] ?? ''].flat()[0] ?? '').trim()
    const length = [...read].length
    if (length > longest)
      this.wrong(field, `Skriv højst ${count.format(longest)} tegn. Der står ${count.format(length)} nu.`)
    return read
  }

  one<T extends string>(field: string, allowed: readonly T[], message?: string): T | null {
    const read = this.text(field)
    const found = allowed.find(code => code === read) ?? null
    if (read !== '' && !found) this.wrong(field, 'Vælg et af svarene på listen.')
    if (read === '' && message) this.wrong(field, message)
    return found
  }

  many<T extends string>(field: string, allowed: readonly T[]): T[] {
    const read = [...new Set([this.words[field] ?? []].flat())].filter(code => code !== '')
    const known = allowed.filter(code => read.includes(code))
    if (known.length < read.length) this.wrong(field, 'Vælg kun svar fra listen.')
    return known
  }

  minutes(field: string): number | null {
    const read = this.text(field)
    const minutes = /^\d{1,3}$/.test(read) ? Number(read) : 0
    if (minutes >= shortest && minutes <= longest) return minutes
    this.wrong(field, `Skriv, hvor mange minutter den varer, fra ${shortest} til ${longest}.`)
    return null
  }

  day(field: string): string | null {
    const day = readDay(this.text(field))
    if (!day) this.wrong(field, 'Skriv datoen som dag, måned og år, for eksempel 3.12.2026.')
    return day ?? null
  }

  time(field: string): string | null {
    const time = readTime(this.text(field))
    if (!time) this.wrong(field, 'Skriv klokkeslættet som 10.30.')
    return time ?? null
  }
}

export { readTime }

const shortest = 5
const longest = 480

/** The instant of a wall-clock time, or undefined in the hour that is left out when summer time begins. */
export const instantThatIs = (day: string, time: string): Date | undefined => {
  const at = instantOf(day, time)
  return dayOf(at) === day && timeOf(at) === time.replace(':', '.') ? at : undefined
}
