import { html } from 'hono/html'
import { sql } from 'kysely'
import { button, dataTable, emptyState, pager, searchForm, select } from '../../../design/index.ts'
import { addDays, type Day, dayOf, instantOf, isDay, weekday, weekNumber } from '../../../kernel/clock.ts'
import type { Db } from '../../../kernel/database.ts'
import { type Id, isId } from '../../../kernel/ids.ts'
import { type Answer, type Html, page, type Visit } from '../../../kernel/visit.ts'
import { shownName } from '../../caseload/index.ts'
import { familiesOf } from '../../family/index.ts'
import { absencesFrom, type RosterDay, rosterOf, type Site, sitesOf } from '../../govern/index.ts'
import type { Mode } from '../appointment.ts'
import { capital, sayDay, saySpan, wholeName } from '../say.ts'
import { carersOn, siteName } from '../scene.ts'
import type { SessionState } from '../session.ts'
import { tables } from '../store.ts'
import { modeWords, sessionWords } from '../words.da.ts'

interface Entry {
  id: Id
  course: Id
  family: Id
  from: Date
  to: Date
  mode: Mode
  site: Id | null
  room: string | null
  interpreter: string | null
  state: SessionState
}

/** One counsellor's week. What was moved or cancelled is not in it; who did not come is. */
export const showCalendar = async (visit: Visit): Promise<Answer> => {
  const { db, query, actor } = visit
  const today = dayOf(visit.clock.now())
  const asked = isDay(query.uge ?? '') ? (query.uge ?? today) : today
  const monday = addDays(asked, 1 - weekday(asked))
  const colleagues = await carersOn(db, today)
  const who = isId(query.hvem) && colleagues.some(one => one.id === query.hvem) ? query.hvem : actor.staff
  const entries = await entriesOf(db, who, monday)
  const families = await familiesOf(
    db,
    entries.map(entry => entry.family),
  )
  const sites = await sitesOf(db)
  const roster = await rosterOf(db, who)
  const away = (await absencesFrom(db, [monday, today].toSorted()[0] ?? today)).filter(one => one.staff === who)
  const coverOf = (day: Day): string | undefined => {
    const cover = away.find(one => one.day === day)?.cover
    return cover && (colleagues.find(one => one.id === cover)?.name ?? 'en kollega')
  }
  const cover = coverOf(today)
  // Somebody looks along at the screen: initials are enough to know who is next.
  const nameOf = (id: Id) => {
    const family = families.get(id)
    return family && !actor.shielded ? wholeName(family) : shownName(family, actor.shielded)
  }
  const options = colleagues.map(one => ({ value: one.id, text: one.name }))
  const week = (day: Day) => `/kalender?uge=${day}${who === actor.staff ? '' : `&hvem=${who}`}`
  const name = colleagues.find(one => one.id === who)?.name
  return page(
    `Kalender, uge ${weekNumber(monday)}`,
    html`<h1>Uge ${weekNumber(monday)}</h1>
<p class="bb-sum"><span>${name ?? visit.viewer.name}</span>${cover ? html`<span>Ikke på arbejde i dag. Afløser: ${cover}</span>` : ''}</p>
${pager({ previous: week(addDays(monday, -7)), next: week(addDays(monday, 7)), text: monday <= today && today < addDays(monday, 7) ? 'Denne uge' : '' })}
${entries.length === 0 ? emptyState('Ingen samtaler i kalenderen den uge. Familier, der mangler en tid, står på arbejdslisten.', { href: '/', text: 'Se arbejdslisten' }) : ''}
${Array.from({ length: 7 }, (_, at) => addDays(monday, at)).map(day => dayOfWeek(day, today, entries, nameOf, sites, roster, coverOf(day)))}
<h2>En kollegas uge</h2>${searchForm('/kalender', html`<input type="hidden" name="uge" value="${monday}">${select({ name: 'hvem', label: 'Kollega', value: who, options })}${button({ label: 'Vis ugen' })}`)}`,
  )
}

const entriesOf = async (db: Db, who: Id, monday: Day): Promise<Entry[]> => {
  const { rows } = await sql<Entry>`
    select id, course, family, planned_from as "from", planned_to as "to", mode, site, room, interpreter, state
    from course.session where organisation = ${db.actor.organisation} and counsellor = ${who}
      and planned_from >= ${instantOf(monday, '00:00')} and planned_from < ${instantOf(addDays(monday, 7), '00:00')}
      and state in ('planned', 'held', 'noShow') order by planned_from limit 200`.execute(tables(db))
  return rows
}

const dayOfWeek = (
  day: Day,
  today: Day,
  entries: readonly Entry[],
  nameOf: (family: Id) => string,
  sites: readonly Site[],
  roster: readonly RosterDay[],
  cover: string | undefined,
): Html | '' => {
  const mine = entries.filter(entry => dayOf(entry.from) === day)
  const hours = roster.filter(one => one.weekday === weekday(day))
  if (mine.length === 0 && hours.length === 0 && !cover) return ''
  const at = hours.map(one => `${siteName(sites, one.site)} kl. ${clock(one.starts)}–${clock(one.ends)}`).join(', ')
  const place = (one: Entry) =>
    one.mode === 'physical' ? [siteName(sites, one.site), one.room].filter(Boolean).join(', ') : modeWords[one.mode]
  return html`<section aria-labelledby="d-${day}"><h2 id="d-${day}">${capital(sayDay(day, today))}${day === today ? ' (i dag)' : ''}</h2>
${cover ? html`<p class="bb-notice is-info"><span>Ikke på arbejde. Afløser: ${cover}.${mine.some(one => one.state === 'planned') ? ' Flyt de aftaler, der står her.' : ''}</span></p>` : at ? html`<p class="bb-note">${at}</p>` : ''}
${
  mine.length === 0
    ? html`<p>Ingen samtaler.</p>`
    : dataTable({
        caption: `Samtaler ${sayDay(day, today)}`,
        quietCaption: true,
        stack: true,
        rows: mine,
        columns: [
          { head: 'Tid', cell: one => `kl. ${saySpan(one)}` },
          {
            head: 'Med',
            cell: one =>
              html`<a href="/forloeb/${one.course}">${nameOf(one.family)}</a>${one.interpreter ? `, tolk: ${one.interpreter}` : ''}`,
          },
          { head: 'Hvor', cell: place },
          { head: 'Hvordan', cell: one => sessionWords[one.state] },
        ],
      })
}</section>`
}

const clock = (time: string): string => time.slice(0, 5).replace(':', '.')
