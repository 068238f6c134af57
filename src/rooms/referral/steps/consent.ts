import { oneYearAfter, readDay, writeDay } from '../../family/index.ts'
import { dayFault, type Reading, readForm, type Words } from '../form.ts'
import type { FeedbackLevel } from '../states.ts'

export const scopes = ['identity', 'reasons', 'pregnancy', 'wish', 'contact', 'note'] as const
export type Scope = (typeof scopes)[number]

export type Consent = {
  recipient: string
  scope: Scope[]
  form: 'written' | 'oral'
  oralReason: string | null
  givenOn: string
  /** Last day it holds: at most one year after it was given. */
  until: string
  feedback: FeedbackLevel
}

export type ConsentAnswer = { given: true; consent: Consent } | { given: false }

const typedDay = (day: string): string => day.split('-').map(Number).reverse().join('.')

const levels = ['none', 'status', 'summary'] as const satisfies readonly FeedbackLevel[]

/** Samtykke: for one recipient, for these answers, until that day. Never more than she said. */
export function readConsent(
  form: Words,
  context: { today: string; recipients: readonly string[] },
): Reading<ConsentAnswer> {
  const { today } = context
  const step = readForm(form, ['consent', 'oralReason', 'recipient', 'scope', 'givenOn', 'until', 'feedback'])
  const answer = step.one(
    'consent',
    ['written', 'oral', 'no'],
    'Vælg, om hun siger ja på skrift, ja mundtligt eller nej.',
  )
  const oralReason = step.text('oralReason', 2000)
  if (answer === 'no') return step.done(() => ({ given: false }))

  const recipient = step.one('recipient', context.recipients, 'Vælg, hvem der må få svarene. Ét sted ad gangen.')
  const scope = step.many('scope', scopes) as Scope[]
  const givenText = step.text('givenOn', 20)
  const untilText = step.text('until', 20)
  // An unanswered question is no consent: nothing is told back.
  const feedback = step.one('feedback', levels) ?? 'none'
  const givenOn = givenText === '' ? today : readDay(givenText)
  const until = readDay(untilText)
  // The year counts from the day she said yes, not from the day the draft was opened again.
  if (answer && givenText === '') step.keep('givenOn', today)

  if (answer === 'oral' && oralReason === '')
    step.wrong('oralReason', 'Skriv, hvorfor samtykket er mundtligt, for eksempel at I taler i telefon.')
  if (!scope.includes('identity') || !scope.includes('contact'))
    step.wrong('scope', 'Vælg mindst, at modtageren må få at vide, hvem hun er, og hvordan hun kontaktes trygt.')
  if (!givenOn) step.wrong('givenOn', dayFault(givenText, typedDay(today)))
  else if (givenOn > today)
    step.wrong('givenOn', 'Skriv den dag, hun sagde ja, for eksempel i dag. Den kan ikke ligge i fremtiden.')
  else if (!until) step.wrong('until', dayFault(untilText, typedDay(oneYearAfter(givenOn))))
  else if (until > oneYearAfter(givenOn))
    step.wrong('until', `Et samtykke gælder højst et år. Skriv senest ${writeDay(oneYearAfter(givenOn))}.`)
  else if (until < today) step.wrong('until', 'Samtykket er udløbet. Spørg hende igen, og skriv en ny dag.')

  return step.done(() => ({
    given: true,
    consent: {
      recipient: recipient as string,
      scope,
      form: answer as 'written' | 'oral',
      oralReason: answer === 'oral' ? oralReason : null,
      givenOn: givenOn as string,
      until: until as string,
      feedback,
    },
  }))
}
