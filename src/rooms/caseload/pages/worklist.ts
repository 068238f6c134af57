import { html } from 'hono/html'
import { button, emptyState, form, type Html, pager, tabs } from '../../../design/index.ts'
import { addDays, fullDay, instantOf, today, weekdayName, weekNumber } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, field, page, see, type Visit } from '../../../kernel/visit.ts'
import { familiesOf } from '../../family/index.ts'
import { colleagues, consentTasks, coverOn, placesOf } from '../../govern/index.ts'
import {
  endedPage,
  listPage,
  type Overview,
  overview,
  readEndedPlace,
  readPlace,
  setInitials,
  setShield,
  type View,
  views,
  writeEndedPlace,
  writePlace,
} from '../list.ts'
import { capital, viewWords } from '../words.ts'
import { consentList } from './worklist-consents.ts'
import { type Around, emptyView, endedList, sectionList } from './worklist-rows.ts'
import { sideColumn } from './worklist-side.ts'

const endedDays = 90

/** One list, ordered by promise: what to do now, for whom, and how she may be reached. */
export const showWorklist = async (visit: Visit): Promise<Answer> => {
  const { db, actor, clock, query } = visit
  const day = today(clock)
  const view = views.find(one => one === query.vis) ?? 'mine'
  const cover = await coverOn(db, day)
  const mine = [actor.staff, ...[...cover].filter(([, stand]) => stand === actor.staff).map(([away]) => away)]
  const ended = {
    since: instantOf(addDays(day, -endedDays), '00:00'),
    by: actor.role === 'coordinator' ? null : actor.staff,
  }
  const counts = await overview(db, mine, day, ended)
  const appointments = actor.shielded ? [] : counts.appointments
  const shown = actor.shielded
    ? undefined
    : view === 'afsluttede'
      ? { kind: 'ended' as const, ...(await endedPage(db, ended, readEndedPlace(query.efter))) }
      : { kind: 'open' as const, ...(await listPage(db, view, mine, day, readPlace(query.efter))) }
  const tasks = view === 'mine' && !actor.shielded && !query.efter ? await consentTasks(db, counts.families, day) : []
  const { sites, roster: side } = await placesOf(db, actor.staff)
  const around: Around = {
    day,
    mine,
    initials: counts.initials,
    families: await familiesOf(
      db,
      [...(shown?.rows ?? []), ...appointments, ...tasks].map(row => row.family),
    ),
    sites,
    staff: await colleagues(db, day),
  }
  const more = shown?.next && ('due' in shown.next ? writePlace(shown.next) : writeEndedPlace(shown.next))
  return page(
    'Arbejdsliste',
    html`<p class="bb-note">${capital(weekdayName(day))} ${fullDay(day)}, uge ${weekNumber(day)}</p>
<h1>Arbejdsliste</h1>
${summary(visit, view === 'afsluttede' ? undefined : totals(view, counts, mine), counts.initials)}
${tabs('Visninger af listen', viewTabs(view, counts, mine))}
<div class="bb-cols is-side">
<div>
${consentList(tasks, around)}
${
  shown === undefined
    ? emptyState('Listen er skjult, mens nogen ser med. Den kommer igen, når du vælger Vis alle familier igen.')
    : shown.rows.length === 0
      ? emptyView(view, totals('ufordelte', counts, mine).families)
      : shown.kind === 'ended'
        ? endedList(shown.rows, around, endedDays)
        : sectionList(shown.rows, around)
}
${query.efter && shown ? html`<p><a href="${viewAddress(view)}">Til begyndelsen af listen</a></p>` : ''}
${more ? pager({ next: `${viewAddress(view)}${view === 'mine' ? '?' : '&'}efter=${more}` }) : ''}
</div>
${sideColumn(around, { roster: side, appointments, counts, cover, shielded: actor.shielded, role: actor.role })}
</div>`,
  )
}

interface Totals {
  families: number
  broken: number
  today: number
  week: number
}

const belongs = (view: View, group: Overview['groups'][number], mine: Id[]): boolean => {
  switch (view) {
    case 'ufordelte':
      return group.stage === 'unassigned'
    case 'venter':
      return group.stage === 'waiting'
    case 'overskredne':
      return group.broken > 0
    default:
      return mine.includes(group.holder)
  }
}

const totals = (view: View, { groups, ended }: Overview, mine: Id[]): Totals => {
  const none: Totals = { families: 0, broken: 0, today: 0, week: 0 }
  if (view === 'afsluttede') return { ...none, families: ended }
  const sum = groups
    .filter(group => belongs(view, group, mine))
    .reduce(
      (all, one) => ({
        families: all.families + one.families,
        broken: all.broken + one.broken,
        today: all.today + one.today,
        week: all.week + one.week,
      }),
      none,
    )
  return view === 'overskredne' ? { ...none, families: sum.broken, broken: sum.broken } : sum
}

const viewAddress = (view: View): string => (view === 'mine' ? '/arbejdsliste' : `/arbejdsliste?vis=${view}`)

const viewTabs = (current: View, counts: Overview, mine: Id[]) =>
  views.map(view => ({
    href: viewAddress(view),
    text: viewWords[view],
    count: String(totals(view, counts, mine).families),
    current: view === current,
  }))

const summary = (visit: Visit, counts: Totals | undefined, initials: boolean): Html => {
  const { formToken: token } = visit
  const toggle = initials
    ? { said: 'Viser forbogstaver.', label: 'Vis fornavne', value: 'fornavne' }
    : { said: 'Viser fornavne.', label: 'Vis kun forbogstaver', value: 'forbogstaver' }
  const counted = ({ broken, today: due, week }: Totals) =>
    html`<span><b>${broken}</b> ${broken === 1 ? 'løfte' : 'løfter'} er brudt</span><span><b>${due}</b> skal ske i dag</span><span><b>${week}</b> senere på ugen</span>`
  return html`<div class="bb-sum">${counts ? counted(counts) : ''}${form(
    { action: '/arbejdsliste/visning', token },
    html`${toggle.said} ${button({ label: toggle.label, kind: 'link', name: 'navne', value: toggle.value })}`,
  )}</div>`
}

/** First names or letters: kept for the person, so that it holds on every screen she signs in at. */
export const chooseNames = async ({ db, form, clock }: Visit): Promise<Answer> => {
  await setInitials(db, field(form, 'navne') === 'forbogstaver', clock.now())
  return see('/arbejdsliste')
}

/** Hides other families for the rest of the session, or shows them again, and leads back. */
export const shield = async ({ db, form }: Visit): Promise<Answer> => {
  await setShield(db, field(form, 'skaerm') === 'ja')
  const back = field(form, 'til')
  return see(/^\/(?![/\\])[\w/.-]*$/.test(back) ? back : '/')
}
