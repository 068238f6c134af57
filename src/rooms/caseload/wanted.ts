import type { Day } from '../../kernel/clock.ts'
import { parseCpr, readDay } from '../family/index.ts'

/** One way to look for the person who calls. */
export interface Wanted {
  name?: string
  phone?: string
  birthDate?: string
}

const longest = 200

/**
 * Reads what somebody types with the phone at her ear: a name, a phone number or a birth date, in any order and
 * mixture. '07031998' may be a phone or a birthday, so both are tried; of a CPR number the birthday is used.
 * Undefined when there is nothing to look for.
 */
export const readWanted = (text: string, today: Day): Wanted[] | undefined => {
  if (text.length > longest || /\p{Cc}/u.test(text)) return undefined
  // Digits with the signs people write between them: '+45 00 00 12 34', '7/3 1998', '070398-1234'.
  const number = /\+?\d[\d\s./-]*\d/.exec(text)?.[0].trim()
  const words = (number ? text.replace(number, ' ') : text).trim()
  const name = /\p{L}{2,}/u.test(words) ? { name: words } : undefined
  const ways = number ? numberWays(number, today).map(way => ({ ...name, ...way })) : []
  return ways.length > 0 ? ways : name && [name]
}

const numberWays = (number: string, today: Day): Wanted[] => {
  const ways: Wanted[] = []
  const cpr = parseCpr(number, today)
  const birthDate = readDay(number) ?? (cpr.ok ? cpr.birthDate : undefined)
  if (birthDate) ways.push({ birthDate })
  const digits = number.replaceAll(/\D/g, '')
  if (digits.length === 8 || (!birthDate && digits.length > 8)) ways.push({ phone: digits })
  return ways
}
