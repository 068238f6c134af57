import type { View } from './list.ts'
import type { Section } from './promise.ts'
import type { Holding } from './store.ts'

export const viewWords: Record<View, string> = {
  mine: 'Mine',
  ufordelte: 'Ufordelte',
  venter: 'Venter',
  overskredne: 'Overskredne',
  afsluttede: 'Afsluttede',
}

export const sectionWords: Record<Section, string> = {
  broken: 'Løfter, der er brudt',
  today: 'I dag',
  week: 'Senere på ugen',
  later: 'Senere',
}

/** The page where the family's case is worked on. */
export const subjectAddress = (subject: Holding['subject'], id: string): string =>
  subject === 'referral' ? `/henvisninger/${id}` : `/forloeb/${id}`

export const subjectWords: Record<Holding['subject'], string> = { referral: 'henvisningen', course: 'forløbet' }

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

export const familiesInWords = (count: number): string => (count === 1 ? '1 familie' : `${count} familier`)
