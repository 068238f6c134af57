import { day } from './calendar.ts'

export type Cpr = { cpr: string; birthDate: string; replacement: boolean }
export type CprFault = 'empty' | 'format' | 'date' | 'future'
export type CprReading = ({ ok: true } & Cpr) | { ok: false; fault: CprFault }

// The seventh digit and the two-digit year give the century. From the CPR office's own table:
// modulus 11 has not held for every number since 2007 and must never be used to refuse one.
function centuryOf(seventh: number, year: number): number {
  if (seventh <= 3) return 1900
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900
  return year <= 57 ? 2000 : 1800
}

/**
 * Reads a CPR number or a replacement number (day + 60, or letters among the last four).
 * `today` decides the century when a letter stands where the century digit would.
 */
export function parseCpr(text: string, today: string): CprReading {
  const packed = text.replace(/[\s\-‐-―]/g, '').toUpperCase()
  if (packed === '') return { ok: false, fault: 'empty' }
  const parts = /^(\d{2})(\d{2})(\d{2})([0-9A-ZÆØÅ]{4})$/.exec(packed)
  if (!parts) return { ok: false, fault: 'format' }
  const writtenDay = Number(parts[1])
  const month = Number(parts[2])
  const year = Number(parts[3])
  const tail = parts[4] as string
  const dayOfMonth = writtenDay > 60 ? writtenDay - 60 : writtenDay
  const seventh = /^\d/.test(tail) ? Number(tail[0]) : undefined
  const centuries = seventh === undefined ? [2000, 1900] : [centuryOf(seventh, year)]
  const days = centuries.flatMap(century => day(century + year, month, dayOfMonth) ?? [])
  if (days.length === 0) return { ok: false, fault: 'date' }
  const birthDate = days.find(candidate => candidate <= today)
  if (birthDate === undefined) return { ok: false, fault: 'future' }
  return { ok: true, cpr: packed, birthDate, replacement: writtenDay > 60 || /\D/.test(tail) }
}

/** What a page shows until somebody asks to see the whole number, which is logged. */
export const maskCpr = (cpr: string): string => `${cpr.slice(0, 6)}-••••`
