import type { Scope } from '../../steps/consent.ts'
import type { Hours } from '../../steps/contact.ts'
import type { AnswerStep, StepName } from '../../steps.ts'

/** The steps as they stand in addresses. */
export const stepPaths: Record<StepName, string> = {
  who: 'hvem',
  why: 'hvorfor',
  wish: 'oenske',
  contact: 'tryg-kontakt',
  consent: 'samtykke',
  check: 'tjek',
}

export const stepOfPath = (path: string | undefined): AnswerStep | undefined =>
  (Object.keys(stepPaths) as StepName[]).find(
    (step): step is AnswerStep => step !== 'check' && stepPaths[step] === path,
  )

export const hourWords: Record<Hours, string> = {
  '9-11': 'Kl. 9–11',
  '11-13': 'Kl. 11–13',
  '13-15': 'Kl. 13–15',
  '15-17': 'Kl. 15–17',
}

/** The same scopes as scopeWords, as they stand on a box to tick. */
export const scopeTaps: Record<Scope, string> = {
  identity: 'Hvem hun er',
  reasons: 'Det, der fylder',
  pregnancy: 'Termin eller barnets alder',
  wish: 'Hendes ønske',
  contact: 'Tryg kontakt',
  note: 'Noten',
}

/** '23.11.2027', as it is typed. */
export const shortDay = (day: string): string => day.split('-').map(Number).reverse().join('.')

/** The questions in a word or two, for showing two versions side by side. */
export const fieldLabels: Record<string, string> = {
  cpr: 'CPR-nummer',
  name: 'Navn',
  birthDate: 'Fødselsdag',
  phone: 'Hendes telefon',
  week: 'Uge',
  dueDate: 'Termin',
  childBirthDate: 'Barnets fødselsdag',
  notPregnant: 'Ikke gravid nu',
  reasons: 'Det fylder',
  note: 'Note',
  track: 'Tilbud',
  trackReason: 'Hvorfor et andet tilbud',
  site: 'Sted',
  mode: 'Måde at mødes på',
  language: 'Sprog',
  languageOther: 'Andet sprog',
  interpreter: 'Tolk',
  alone: 'Var I alene?',
  call: 'Må de ringe?',
  text: 'Må de sende sms?',
  message: 'Må de lægge besked?',
  hours: 'Bedste tid',
  readAlong: 'Kan nogen læse med?',
  consent: 'Hun siger',
  oralReason: 'Hvorfor mundtligt',
  recipient: 'Modtager',
  scope: 'De får at vide',
  feedback: 'Du får at vide',
  givenOn: 'Hun sagde ja den',
  until: 'Gælder til og med',
}
