import { type Day, dayOf } from '../../kernel/clock.ts'
import { readDay } from '../family/index.ts'
import { isStepResult, type StepDoer, type StepResult, stepDoers } from './end-report.ts'
import type { Reader } from './reading.ts'

export const participants = ['woman', 'partner', 'child', 'interpreter'] as const
export type Participant = (typeof participants)[number]

/** What is written about a held session. */
export interface SessionRecord {
  minutes: number
  tookPart: Participant[]
  topics: string[]
  note: string
}

export interface NewStep {
  text: string
  who: StepDoer
  due: Day | null
}

export const longestNote = 30_000
export const stepRows = 3

export const readRecord = (read: Reader, topics: readonly string[]): SessionRecord | null => {
  const minutes = read.minutes('duration')
  const tookPart = read.many('tookPart', participants)
  if (!tookPart.includes('woman') && !tookPart.includes('partner'))
    read.wrong('tookPart', 'Vælg, hvem der var med. Kom der ingen, så vælg "Hun kom ikke" på aftalen.')
  const chosen = read.many('topics', topics)
  const note = read.text('note', longestNote)
  return minutes === null || read.errors.length > 0 ? null : { minutes, tookPart, topics: chosen, note }
}

/** The rows of agreed steps that have words in them. A row with a date or a name alone is asked about. */
export const readSteps = (read: Reader, now: Date): NewStep[] => {
  const steps: NewStep[] = []
  for (let row = 1; row <= stepRows; row++) {
    const text = read.text(`step-${row}`, 500)
    const who = read.one(`step-${row}-who`, stepDoers)
    const dueText = read.text(`step-${row}-due`, 20)
    const due = dueText === '' ? null : readDay(dueText)
    if (dueText !== '' && (!due || due < dayOf(now)))
      read.wrong(`step-${row}-due`, 'Skriv en dag, der kommer, for eksempel 3.12.2026, eller lad feltet stå tomt.')
    if (text === '' && dueText !== '') read.wrong(`step-${row}`, 'Skriv, hvad I har aftalt.')
    if (text !== '') steps.push({ text, who: who ?? 'woman', due: due ?? null })
  }
  return steps
}

/** How it went with the steps from before; a step without an answer stays open. */
export const readResults = (read: Reader, steps: readonly { id: string }[]): Record<string, StepResult> => {
  const results: Record<string, StepResult> = {}
  for (const { id } of steps) {
    const given = read.text(`result-${id}`)
    if (isStepResult(given)) results[id] = given
    else if (given !== '') read.wrong(`result-${id}`, 'Vælg et af svarene på listen.')
  }
  return results
}
