import { html } from 'hono/html'
import {
  actions,
  dateInput,
  errorFor,
  errorSummary,
  type FieldError,
  form as formOf,
  type Html,
  linkButton,
  submit,
} from '../../../design/index.ts'
import { addDays, type Day, fullDay, today } from '../../../kernel/clock.ts'
import { tellInside } from '../../../kernel/news.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, again, type Form, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { type Family, familyOf, readDay, setPregnancy } from '../../family/index.ts'
import { familyId } from './family.ts'

const title = 'Graviditeten er endt'
/** Longer back than a pregnancy lasts is a slip of the hand. */
const longest = 300

const ask = (visit: Visit, family: Family, typed: Form, errors: FieldError[] = []): Html => html`${errorSummary(errors)}
<h1>${title}</h1>
<p class="bb-lead">Når du gemmer, stopper alt, der ellers sker af sig selv: ugen bliver ikke talt mere, og næste skridt er, at en taler med hende, når hun er klar.</p>
<p>Aftaler i kalenderen bliver stående, til en har spurgt hende. Henviseren får det ikke at vide herfra.</p>
${formOf(
  { action: `/familier/${family.id}/tab`, token: visit.formToken },
  html`${dateInput({
    name: 'lostOn',
    label: 'Hvilken dag endte graviditeten?',
    hint: 'Kender du den ikke, så skriv den dag, du fik det at vide',
    value: field(typed, 'lostOn'),
    error: errorFor(errors, 'lostOn'),
  })}${actions(submit('Gem, og stop alt'), linkButton({ href: `/familier/${family.id}`, text: 'Tilbage' }))}`,
)}`

const noted = (visit: Visit, family: Family, lostOn: Day): Html => html`<h1>${title}</h1>
<p class="bb-lead">Graviditeten endte ${fullDay(lostOn)}. Alt, der skete af sig selv, er stoppet.</p>
<h2>Er det noteret ved en fejl?</h2>
<p>Så tager du det tilbage her. Det bliver skrevet i historien, og de løfter, der var givet, tæller igen fra i dag.</p>
${formOf(
  { action: `/familier/${family.id}/tab/fortryd`, token: visit.formToken },
  html`${actions(submit('Det var en fejl: tag det tilbage'), linkButton({ href: `/familier/${family.id}`, text: 'Tilbage' }))}`,
)}`

export const askLoss = async (visit: Visit): Promise<Answer> => {
  const family = await familyOf(visit.db, familyId(visit))
  return page(title, family.lostOn ? noted(visit, family, family.lostOn) : ask(visit, family, {}))
}

const readLoss = (typed: string, on: Day): { day: Day } | { fault: string } => {
  const day = readDay(typed)
  if (!day) return { fault: 'Skriv dagen, for eksempel 3.11.2026.' }
  if (day > on) return { fault: 'Dagen ligger i fremtiden. Skriv i dag eller en dag, der er gået.' }
  if (day < addDays(on, -longest)) return { fault: 'Dagen ligger mere end ti måneder tilbage. Se, om året er rigtigt.' }
  return { day }
}

/** The loss and everything that stops with it, in one transaction. */
export const noteLoss = async (visit: Visit): Promise<Answer> => {
  const { db, form, clock } = visit
  const family = await familyOf(db, familyId(visit))
  if (family.lostOn) throw new Refusal('alreadyDone', 'loss')
  const read = readLoss(field(form, 'lostOn'), today(clock))
  if ('fault' in read) return again(title, ask(visit, family, form, [{ field: 'lostOn', message: read.fault }]))
  const { dueDate, bornOn } = family
  await setPregnancy(db, family.id, { dueDate, bornOn, lostOn: read.day }, clock.now())
  db.audit('write', 'pregnancy', family.id)
  await tellInside(db, { kind: 'pregnancy.lost', family: family.id }, clock)
  return see(`/familier/${family.id}`, 'Gemt. Alt, der skete af sig selv, er stoppet.')
}

/** Noted by mistake: a new row without the loss, and the promises count again. */
export const takeBackLoss = async (visit: Visit): Promise<Answer> => {
  const { db, clock } = visit
  const family = await familyOf(db, familyId(visit))
  if (!family.lostOn) throw new Refusal('alreadyDone', 'loss')
  const { dueDate, bornOn } = family
  await setPregnancy(db, family.id, { dueDate, bornOn }, clock.now())
  db.audit('write', 'pregnancy', family.id)
  await tellInside(db, { kind: 'pregnancy.lossTakenBack', family: family.id }, clock)
  return see(`/familier/${family.id}`, 'Taget tilbage. Ugen og løfterne tæller igen.')
}
