import { writeDay } from './calendar.ts'
import { maskCpr } from './cpr.ts'
import type { Identity } from './sealing.ts'

/** Lower-case words without accents that differ only by keyboard: 'Åse-Marie' -> ['åse', 'marie']. Danish letters stay. */
export const nameWords = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLocaleLowerCase('da')
    .replaceAll('aa', 'å')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)

const longest = 8

/** The beginnings by which a name is found while somebody types it: from two letters to eight. */
export const nameBeginnings = (name: string): string[] => {
  const found = new Set<string>()
  for (const word of nameWords(name)) {
    const letters = [...word]
    for (let length = Math.min(2, letters.length); length <= Math.min(longest, letters.length); length++)
      found.add(letters.slice(0, length).join(''))
  }
  return [...found]
}

/** What a typed word is looked up as: cut to the longest beginning kept. */
export const lookUpWord = (word: string): string => [...word].slice(0, longest).join('')

/** Eight last digits: '+45 12 34 56 78' and '12345678' are the same phone. */
export const phoneDigits = (text: string): string => text.replaceAll(/\D/g, '').slice(-8)

/**
 * What a woman is called where her name is not known: the day part of her number, else her day of birth. One rule for all
 * pages, so that two without a name are told apart.
 */
export const calledBy = (who: Pick<Identity, 'name' | 'cpr' | 'birthDate'> | undefined): string => {
  if (who?.name) return who.name
  if (who?.cpr) return maskCpr(who.cpr)
  return who?.birthDate ? `Født ${writeDay(who.birthDate)}` : 'Navn ikke oplyst'
}
