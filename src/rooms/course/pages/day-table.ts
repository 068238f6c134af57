import { html } from 'hono/html'
import { dataTable, emptyState } from '../../../design/index.ts'
import { isWorkday, weekday } from '../../../kernel/clock.ts'
import type { Html } from '../../../kernel/visit.ts'
import type { Colleague, Site } from '../../govern/index.ts'
import type { DayPlan, TakenTime } from '../day-plan.ts'
import { capital, sayDay, saySpan } from '../say.ts'
import { siteName } from '../scene.ts'

const and = new Intl.ListFormat('da', { type: 'conjunction' })

/** Free and taken on one day. A taken time says whose it is and where, never which family. */
export const dayTable = (
  { day, hours, taken, free, cover }: DayPlan,
  who: Colleague,
  colleagues: readonly Colleague[],
  sites: readonly Site[],
  today: string,
): Html => {
  const nameOf = (one: TakenTime) => colleagues.find(c => c.id === one.counsellor)?.name ?? 'En kollega'
  const place = (one: TakenTime) =>
    [one.site && siteName(sites, one.site), one.room].filter(Boolean).join(', ') || 'uden lokale'
  const name = who.name.split(' ')[0] ?? who.name
  const where =
    hours.length > 0
      ? `${name} er ${and.format(hours.map(span => `på ${siteName(sites, span.site)} kl. ${saySpan(span)}`))}.`
      : `${name} har ingen faste timer på et fødested den dag; her er vist kl. 8–16.`
  const coverName = colleagues.find(c => c.id === cover)?.name ?? 'En kollega'
  const free_ = free.length > 0 ? `Ledigt: kl. ${and.format(free.map(saySpan))}.` : 'Der er ikke mere ledigt den dag.'
  return html`<section class="bb-card" aria-labelledby="dagen"><h2 id="dagen">${capital(sayDay(day, today))}</h2>
${isWorkday(day) ? '' : html`<p>${weekday(day) > 5 ? 'Dagen ligger i weekenden.' : 'Dagen er en helligdag.'}</p>`}
${cover ? html`<p><strong>${name} er ikke på arbejde den dag.</strong> ${coverName} afløser.</p>` : html`<p>${where}</p><p><strong>${free_}</strong></p>`}
${
  taken.length === 0
    ? emptyState('Intet er optaget den dag.')
    : dataTable({
        caption: 'Optaget',
        rows: taken,
        stack: true,
        columns: [
          { head: 'Tid', cell: row => `kl. ${saySpan(row)}` },
          { head: 'Hvem', cell: nameOf },
          { head: 'Hvor', cell: place },
        ],
      })
}</section>`
}
