import { html } from 'hono/html'
import {
  actions,
  conflict,
  dateInput,
  emptyState,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  submit,
  textInput,
} from '../../../design/index.ts'
import { addDays, type Day, fullDay, today } from '../../../kernel/clock.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import {
  dueDateOf,
  type Family,
  familyOf,
  gestationalAge,
  readDay,
  readGestationalAge,
  setPregnancy,
} from '../../family/index.ts'
import { seenVersion } from '../seen.ts'
import { familyId } from './family.ts'

const title = 'Graviditet og barn'
/** The partnership's help reaches families with children up to six years; a birth further back is a slip of the hand. */
const oldestChildDays = 7 * 366

interface Life {
  dueDate: Day | null
  bornOn: Day | null
}

const lifeOf = ({ dueDate, bornOn }: Family): Life => ({ dueDate, bornOn })

const readLife = (form: Form, on: Day): { life: Life; errors: FieldError[] } => {
  const errors: FieldError[] = []
  const wrong = (name: string, message: string) => {
    errors.push({ field: name, message })
    return null
  }
  const born = field(form, 'bornOn')
  const bornDay = born ? readDay(born) : undefined
  const bornOn = !born
    ? null
    : !bornDay
      ? wrong('bornOn', 'Skriv fødslen som en dag, for eksempel 3.12.2026.')
      : bornDay > on
        ? wrong('bornOn', 'Fødslen kan ikke ligge i fremtiden. Er den ventet, så skriv den som termin.')
        : bornDay < addDays(on, -oldestChildDays)
          ? wrong('bornOn', 'Barnet er over seks år. Se efter, om året er rigtigt.')
          : bornDay
  const typed = field(form, 'dueDate')
  const age = readGestationalAge(typed)
  const dueDay = age ? dueDateOf(age, on) : readDay(typed)
  const dueDate = !typed
    ? null
    : !dueDay
      ? wrong('dueDate', 'Skriv terminen som en dag, for eksempel 3.12.2026, eller ugen, for eksempel 22+3.')
      : born || gestationalAge(dueDay, on)
        ? dueDay
        : wrong('dueDate', 'Terminen passer ikke med en graviditet i dag. Se efter, om år og måned er rigtige.')
  if (!typed && !born) errors.push({ field: 'dueDate', message: 'Skriv en termin eller en fødsel.' })
  return { life: { dueDate, bornOn }, errors }
}

const lifeForm = (visit: Visit, family: Family, typed: Form, errors: FieldError[] = []): Html =>
  formOf(
    { action: `/familier/${family.id}/termin`, token: visit.formToken, version: seenVersion(lifeOf(family)) },
    html`${textInput({
      name: 'dueDate',
      label: 'Termin',
      optional: true,
      hint: 'En dag, for eksempel 3.12.2026, eller ugen i dag, for eksempel 22+3',
      value: field(typed, 'dueDate'),
      error: errorFor(errors, 'dueDate'),
      width: 'short',
      spellcheck: false,
    })}${dateInput({
      name: 'bornOn',
      label: 'Barnet er født',
      optional: true,
      value: field(typed, 'bornOn'),
      error: errorFor(errors, 'bornOn'),
    })}${actions(submit('Gem'), linkButton({ href: `/familier/${family.id}`, text: 'Tilbage' }))}`,
  )

const written = (day: Day | null): string => (day ? day.split('-').map(Number).reverse().join('.') : '')
const asTyped = (life: Life): Form => ({ dueDate: written(life.dueDate), bornOn: written(life.bornOn) })

const around = (errors: FieldError[], form: Html, family: Family): Html => html`${errorSummary(errors)}<h1>${title}</h1>
${form}
<p class="bb-note"><a href="/familier/${family.id}/tab">Er graviditeten endt på anden vis?</a> Så stopper alt, der sker af sig selv, med det samme.</p>`

const afterLoss = (family: Family): Answer =>
  page(
    title,
    html`<h1>${title}</h1>${emptyState(
      `Graviditeten endte ${family.lostOn ? fullDay(family.lostOn) : ''}. Alle påmindelser er stoppet. En ny graviditet begynder med en ny henvisning.`,
      { href: `/familier/${family.id}`, text: 'Tilbage' },
    )}<p class="bb-note"><a href="/familier/${family.id}/tab">Er det noteret ved en fejl?</a></p>`,
  )

export const askDueDate = async (visit: Visit): Promise<Answer> => {
  const family = await familyOf(visit.db, familyId(visit))
  if (family.lostOn) return afterLoss(family)
  return page(title, around([], lifeForm(visit, family, asTyped(lifeOf(family))), family))
}

export const changeDueDate = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const family = await familyOf(db, familyId(visit))
  // A schedule that starts again after a loss would remind her of what she has lost.
  if (family.lostOn) throw new Refusal('notNow', 'after a loss')
  const { life, errors } = readLife(form, today(clock))
  if (errors.length > 0) return again(title, around(errors, lifeForm(visit, family, form, errors), family))
  const saved = lifeOf(family)
  if (field(form, '_version') !== seenVersion(saved)) return clash(visit, family, saved, life)
  await setPregnancy(db, family.id, life, clock.now())
  db.audit('write', 'pregnancy', family.id)
  return see(`/familier/${family.id}`, 'Gemt. Ugen og alderen følger nu den nye dag.')
}

const clash = (visit: Visit, family: Family, saved: Life, yours: Life): Answer =>
  page(
    title,
    conflict({
      by: 'En kollega',
      at: 'imens',
      fields: [
        { label: 'Termin', saved: written(saved.dueDate), yours: written(yours.dueDate) },
        { label: 'Født', saved: written(saved.bornOn), yours: written(yours.bornOn) },
      ],
      form: lifeForm(visit, family, asTyped(yours)),
      keep: { href: `/familier/${family.id}`, text: 'Lad kollegaens stå' },
    }),
    { status: 409 },
  )
