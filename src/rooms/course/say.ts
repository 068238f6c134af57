import { type Day, dayOf, fullDay, longDay, timeOf, weekdayName } from '../../kernel/clock.ts'
import type { ContactRule, Family } from '../family/index.ts'
import { calledBy, childAge, gestationalAge, languageWord, writeGestationalAge } from '../family/index.ts'
import type { Interval } from './clash.ts'

/** 'onsdag 2. december', with the year when it is another. */
export const sayDay = (day: Day, today: Day): string =>
  day.slice(0, 4) === today.slice(0, 4) ? longDay(day) : `${weekdayName(day)} ${fullDay(day)}`

/** 'onsdag 2. december kl. 10.30' */
export const sayWhen = (at: Date, today: Day): string => `${sayDay(dayOf(at), today)} kl. ${timeOf(at)}`

export const saySpan = ({ from, to }: Interval): string => `${timeOf(from)}–${timeOf(to)}`

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** The name she is called by. Without a name nothing is made up. */
export const firstName = (family: Family): string => family.pregnant.name?.split(' ')[0] || 'Familien'
export const wholeName = (family: Family): string => calledBy(family.pregnant)

/** Where in the pregnancy, or how old the child is. After a loss nothing is counted. */
export const sayStage = (family: Family, today: Day): string => {
  if (family.lostOn) return ''
  if (family.bornOn) return childAge(family.bornOn, today) ?? ''
  const weeks = family.dueDate ? gestationalAge(family.dueDate, today) : undefined
  return weeks ? `uge ${writeGestationalAge(weeks)}` : ''
}

/** Whether she needs an interpreter, as she said it. */
export const sayInterpreter = (rule: ContactRule | null): string => {
  if (!rule?.interpreter) return 'Hun har ikke bedt om tolk.'
  return rule.language
    ? `Hun har bedt om tolk på ${languageWord(rule.language).toLocaleLowerCase('da')}.`
    : 'Hun har bedt om tolk. Sproget er ikke oplyst.'
}

/** '3.12.2026', as people write it in a field. */
export const inField = (day: Day): string => day.split('-').map(Number).reverse().join('.')
