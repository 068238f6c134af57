import { type Day, isDay } from '../../kernel/clock.ts'

/** Reads a day as people write it: 3.12.2026, 3/12 2026 or 2026-12-03; undefined for a day that no calendar has. */
export const readDanishDay = (text: string): Day | undefined => {
  const parts = /^(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]\s*(\d{4})$/.exec(text.trim())
  const day = parts ? `${parts[3]}-${parts[2]?.padStart(2, '0')}-${parts[1]?.padStart(2, '0')}` : text.trim()
  return isDay(day) ? day : undefined
}

/** One line of text that the database and a page can hold: no control characters, not too long. */
export const isLine = (text: string, longest: number): boolean =>
  text.length > 0 && text.length <= longest && !/\p{Cc}/u.test(text)
