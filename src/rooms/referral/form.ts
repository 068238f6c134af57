/** A form as it arrived, and a draft as it is kept: the person's own words, field by field. */
export type Words = Record<string, string | string[]>
export type FieldError = { field: string; message: string }

/** `value` is there when nothing is wrong; `words` always, so that a draft is saved and shown again as it was written. */
export type Reading<T> = { value: T | null; errors: FieldError[]; words: Words }

// NUL has no place in a text database and half a surrogate pair none in UTF-8: taken out of what is kept.
const keepable = (text: string): string => text.replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed()

const count = new Intl.NumberFormat('da')

/** Collects what one step of a form says and what is wrong with it. */
export type FormReader = {
  text: (field: string, longest?: number) => string
  one: <T extends string>(field: string, allowed: readonly T[], message?: string) => T | null
  many: (field: string, allowed: readonly string[]) => string[]
  wrong: (field: string, message: string) => void
  /** Fixes a word that would otherwise mean something else on another day. */
  keep: (field: string, word: string) => void
  done: <T>(value: () => T) => Reading<T>
}

export function readForm(form: Words, fields: readonly string[]): FormReader {
  const errors: FieldError[] = []
  const words: Words = {}
  const wrong = (field: string, message: string): void => {
    if (!errors.some(error => error.field === field)) errors.push({ field, message })
  }
  for (const field of fields) {
    const given = Object.hasOwn(form, field) ? form[field] : undefined
    if (given === undefined) continue
    words[field] = Array.isArray(given) ? given.map(keepable) : keepable(given)
    if ([given].flat().some(text => text.includes('\0')))
      wrong(field, 'Der var et skjult tegn i teksten. Vi har fjernet det. Læs teksten igennem, og gå så videre.')
  }
  const first = (field: string): string => [words[field] ?? ''].flat()[0] ?? ''

  const text = (field: string, longest = 200): string => {
    const read = first(field).trim()
    const length = [...read].length
    if (length > longest)
      wrong(field, `Skriv højst ${count.format(longest)} tegn. Der står ${count.format(length)} nu.`)
    return read
  }
  const one = <T extends string>(field: string, allowed: readonly T[], message?: string): T | null => {
    const read = first(field)
    const found = allowed.find(code => code === read) ?? null
    if (read !== '' && !found) wrong(field, 'Vælg et af svarene på listen.')
    if (read === '' && message) wrong(field, message)
    return found
  }
  const many = (field: string, allowed: readonly string[]): string[] => {
    const read = [...new Set([words[field] ?? []].flat())].filter(code => code !== '')
    if (read.some(code => !allowed.includes(code))) wrong(field, 'Vælg kun svar fra listen.')
    return read
  }
  const keep = (field: string, word: string): void => {
    words[field] = word
  }
  const done = <T>(value: () => T): Reading<T> => ({ value: errors.length === 0 ? value() : null, errors, words })
  return { text, one, many, wrong, keep, done }
}

/** What is wrong with a text that is no day, in a sentence that says so. */
export const dayFault = (text: string, example: string): string => {
  const parts = /^(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]\s*(\d{2}|\d{4})$/.exec(text.trim())
  if (parts?.[3]?.length === 2) return `Skriv årstallet med fire tal, for eksempel ${example}.`
  if (parts) return `Den dag findes ikke i kalenderen. Skriv for eksempel ${example}.`
  return `Skriv datoen som dag, måned og år, for eksempel ${example}.`
}
