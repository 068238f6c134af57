import { html } from 'hono/html'
import { dataTable, type Html, linkButton } from '../../../design/index.ts'
import { type Day, fullDay, today } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { everybody } from '../hire.ts'
import { sitesOf } from '../organisations.ts'
import { type Colleague, type RosterDay, rosterOf } from '../staff.ts'
import { clockTime, roleWords, weekdays } from '../words.ts'

/** The days of one colleague in words: 'Tirsdag OUH Odense 08.30–14.30'. */
export const rosterWords = (days: RosterDay[], sites: Map<Id, string>): string[] =>
  days.map(
    day =>
      `${weekdays[day.weekday - 1]} ${sites.get(day.site) ?? ''}${day.room ? `, ${day.room}` : ''} ${clockTime(day.starts)}–${clockTime(day.ends)}`,
  )

/** Everybody of the own organisation: who, what she may, where and when. No family stands on it. */
export const showStaff = async ({ db, clock, actor, viewer }: Visit): Promise<Answer> => {
  const day = today(clock)
  const staff = await everybody(db)
  const roster = await rosterOf(db)
  const sites = new Map((await sitesOf(db)).map(site => [site.id, site.name]))
  const gone = staff.filter(one => one.leftAt !== null || (one.endsOn !== null && one.endsOn < day))
  const here = staff.filter(one => !gone.includes(one))
  const table = (caption: string, rows: Colleague[]): Html =>
    dataTable<Colleague>({
      caption,
      quietCaption: true,
      stack: true,
      columns: [
        { head: 'Navn', cell: one => html`<a href="/medarbejdere/${one.id}">${one.name}</a>` },
        {
          head: 'Rolle',
          cell: one =>
            one.title === roleWords[one.role]
              ? one.title
              : `${one.title}, ${roleWords[one.role].toLocaleLowerCase('da')}`,
        },
        {
          head: 'Steder',
          cell: one =>
            one.sites
              .map(site => sites.get(site))
              .filter(Boolean)
              .join(', ') || 'Ingen faste',
        },
        {
          head: 'Vagtplan',
          cell: one => {
            const words = rosterWords(
              roster.filter(row => row.staff === one.id),
              sites,
            )
            return words.length === 0 ? 'Ingen faste dage' : html`${words.map(line => html`<div>${line}</div>`)}`
          },
        },
        { head: 'Ansat', cell: one => employedWords(one, day) },
      ],
      rows,
    })
  return page(
    'Medarbejdere',
    html`<h1>Medarbejdere</h1>
<p class="bb-lead">${here.length} arbejder hos ${viewer.organisation}.</p>
${actor.role === 'administrator' ? html`<p>${linkButton({ href: '/medarbejdere/ny', text: 'Opret en medarbejder', kind: 'primary' })}</p>` : ''}
${table('Medarbejdere', here)}
${gone.length > 0 ? html`<h2>Stoppet</h2>${table('Stoppet', gone)}` : ''}`,
  )
}

const employedWords = ({ startsOn, endsOn }: Colleague, day: Day): string =>
  [
    startsOn > day ? `begynder ${fullDay(startsOn)}` : `siden ${fullDay(startsOn)}`,
    endsOn ? `sidste dag ${fullDay(endsOn)}` : undefined,
  ]
    .filter(Boolean)
    .join(', ')
