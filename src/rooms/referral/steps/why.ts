import {
  addDays,
  dueDateOf,
  gestationalAge,
  isDay,
  readDay,
  readGestationalAge,
  writeGestationalAge,
} from '../../family/index.ts'
import { dayFault, type Reading, readForm, type Words } from '../form.ts'

export type Why = {
  reasons: string[]
  dueDate: string | null
  /** How far she is today, '22+3', worked out from the due date. */
  week: string | null
  childBirthDate: string | null
  note: string | null
}

export const mostReasons = 5
export const longestNote = 30_000
const oldestChildDays = 7 * 366

/** Due date and week say the same thing; one of them is enough, and two must agree. */
function dueDateFrom(
  dueText: string,
  weekText: string,
  today: string,
  weekOn: string,
  wrong: (field: string, text: string) => void,
) {
  const written = dueText === '' ? undefined : readDay(dueText)
  const age = weekText === '' ? undefined : readGestationalAge(weekText)
  if (dueText !== '' && !written) wrong('dueDate', dayFault(dueText, '23.1.2027'))
  else if (written && !gestationalAge(written, today))
    wrong(
      'dueDate',
      'Terminen passer ikke med en graviditet i dag. Den skal ligge fra 5 uger tilbage til 40 uger frem.',
    )
  if (age && age.weeks === 0) wrong('week', 'Skriv ugen fra 1 til 44, for eksempel 22+3 eller 22.')
  else if (weekText !== '' && !age)
    wrong('week', 'Skriv ugen som 22+3 eller 22. Uge 44+6 er den sidste, og dagene går fra 0 til 6.')
  if (age && written) {
    const fromDue = gestationalAge(written, weekOn)
    if (fromDue && writeGestationalAge(fromDue) !== writeGestationalAge(age))
      wrong(
        'week',
        `Terminen giver ${writeGestationalAge(fromDue)} i dag. Ret ugen eller terminen, eller lad den ene stå tom.`,
      )
  }
  return written ?? (age && dueDateOf(age, weekOn))
}

/** Hvorfor: reasons by tap, and where in the pregnancy or with the child they are. */
export function readWhy(form: Words, context: { today: string; reasons: readonly string[] }): Reading<Why> {
  const step = readForm(form, ['reasons', 'dueDate', 'week', 'weekOn', 'childBirthDate', 'notPregnant', 'note'])
  const reasons = step.many('reasons', context.reasons)
  const note = step.text('note', longestNote)
  const childText = step.text('childBirthDate', 20)
  const notPregnant = step.one('notPregnant', ['yes']) === 'yes'
  const dueText = step.text('dueDate', 20)
  const weekText = step.text('week', 20)
  // "22+3" is said on a day. A draft opened on Wednesday must not move the due date that was meant on Monday.
  const saidOn = step.text('weekOn', 10)
  const weekOn = isDay(saidOn) && saidOn <= context.today ? saidOn : context.today
  if (weekText !== '') step.keep('weekOn', weekOn)
  const due = dueDateFrom(dueText, weekText, context.today, weekOn, step.wrong)
  const child = childText === '' ? undefined : readDay(childText)

  if (reasons.length === 0) step.wrong('reasons', 'Vælg mindst én ting, der fylder for hende.')
  if (reasons.length > mostReasons)
    step.wrong('reasons', `Vælg højst ${mostReasons}. Der er valgt ${reasons.length}. Behold det, der fylder mest.`)
  if (childText !== '' && !child) step.wrong('childBirthDate', dayFault(childText, '2.10.2026'))
  else if (child && child > context.today)
    step.wrong('childBirthDate', 'Barnets fødselsdag ligger i fremtiden. Er barnet ikke født, så skriv terminen.')
  else if (child && child < addDays(context.today, -oldestChildDays))
    step.wrong('childBirthDate', 'Barnet er mere end syv år. Se efter årstallet, for eksempel 2.10.2026.')
  // She may have lost the child: then no date is asked for, and none is kept.
  if (notPregnant && (dueText !== '' || weekText !== ''))
    step.wrong('notPregnant', 'Der står både en termin og, at hun ikke er gravid nu. Behold det ene.')
  if (!notPregnant && dueText === '' && weekText === '' && childText === '')
    step.wrong('week', 'Skriv ugen, for eksempel 22+3, eller terminen. Er barnet født, så skriv barnets fødselsdag.')

  return step.done(() => {
    const age = due ? gestationalAge(due, context.today) : undefined
    return {
      reasons,
      dueDate: due ?? null,
      week: age ? writeGestationalAge(age) : null,
      childBirthDate: child ?? null,
      note: note || null,
    }
  })
}
