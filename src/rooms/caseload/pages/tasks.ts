import { html } from 'hono/html'
import { actions, button, emptyState, form, type Html } from '../../../design/index.ts'
import { type Day, fullDay, longDay, today } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { calledBy, familiesOf } from '../../family/index.ts'
import { colleagues, coverOn } from '../../govern/index.ts'
import { besideFamily } from '../beside.ts'
import { endTask, openTasks, type Task, taskWords } from '../tasks.ts'
import { familyId } from './family.ts'

const title = 'Opgaver'

/** What there is to do on a day beside the next step. The text says what, never why. */
export const showTasks = async (visit: Visit): Promise<Answer> => {
  const { db, actor, clock } = visit
  const day = today(clock)
  const cover = await coverOn(db, day)
  const mine = [actor.staff, ...[...cover].filter(([, stand]) => stand === actor.staff).map(([away]) => away)]
  const working = actor.role === 'coordinator' ? (await colleagues(db, day)).map(one => one.id) : undefined
  const tasks = await openTasks(db, mine, working)
  const families = await familiesOf(
    db,
    tasks.map(one => one.family),
  )
  return page(
    title,
    html`<h1>${title}</h1>
${
  tasks.length === 0
    ? emptyState('Du har ingen opgaver, der venter. Næste skridt for hver familie står på arbejdslisten.')
    : html`<ul class="bb-plain">${tasks.map(task => {
        const family = families.get(task.family)
        return family ? row(visit, task, calledBy(family.pregnant), day) : ''
      })}</ul>`
}`,
  )
}

const row = (visit: Visit, task: Task, name: string, day: Day): Html => html`<li class="bb-card">
<h2>${taskWords[task.kind]}</h2>
<p>${name}. ${task.due < day ? html`<b>Skulle være gjort ${fullDay(task.due)}</b>` : `Senest ${longDay(task.due)}`}.</p>
<p><a href="/familier/${task.family}/opgaver">Åbn ${name}</a></p>
${
  task.byHand
    ? form(
        { action: '/opgaver/gjort', token: visit.formToken },
        html`<input type="hidden" name="opgave" value="${task.id}">${actions(button({ label: 'Er gjort', about: `: ${taskWords[task.kind]}, ${name}` }))}`,
      )
    : html`<p class="bb-note">Forsvinder, når det, du venter på, er kommet.</p>`
}</li>`

/** A family from the list of tasks: also for the referrer, who has no page of the family otherwise. */
export const showFamilyTasks = async (visit: Visit): Promise<Answer> => {
  const id = familyId(visit)
  const family = (await familiesOf(visit.db, [id])).get(id)
  if (!family) throw new Refusal('unknown')
  const name = calledBy(family.pregnant)
  const beside = await besideFamily(visit, id)
  return page(
    name,
    html`<h1>${name}</h1>
${beside}
<p><a href="/opgaver">Tilbage til opgaverne</a></p>`,
  )
}

export const doTask = async ({ db, form: typed, clock }: Visit): Promise<Answer> => {
  const id = field(typed, 'opgave')
  const family = isId(id) ? await endTask(db, id, clock.now()) : undefined
  if (family) db.audit('write', 'family', family)
  return see('/opgaver', family ? 'Opgaven er gjort.' : 'Opgaven var gjort i forvejen.')
}
