import type { Day } from '../../kernel/clock.ts'
import { calledBy, childAge, type Family, gestationalAge, writeGestationalAge } from '../family/index.ts'

/** 'Karla', or 'K. H.' where somebody may look along. */
export const shownName = (family: Family | undefined, initials: boolean): string => {
  const words = (family?.pregnant.name ?? '').split(/\s+/).filter(Boolean)
  const first = words[0]
  if (!first) return calledBy(family?.pregnant)
  if (!initials) return first
  const letter = (word: string) => `${[...word][0]?.toLocaleUpperCase('da')}.`
  const last = words.at(-1)
  return last && words.length > 1 ? `${letter(first)} ${letter(last)}` : letter(first)
}

/** 'uge 31+2' or 'barn 3 mdr.'; nothing after a loss, and never a guess. */
export const howFar = (family: Family | undefined, today: Day): string | undefined => {
  if (!family || family.lostOn) return undefined
  if (family.bornOn) return childAge(family.bornOn, today)
  if (!family.dueDate) return 'uge ikke oplyst'
  const age = gestationalAge(family.dueDate, today)
  return age && `uge ${writeGestationalAge(age)}`
}
