import { html } from 'hono/html'
import { type Html, icon } from '../../../design/index.ts'
import { timeOf, weekday } from '../../../kernel/clock.ts'
import type { Actor } from '../../../kernel/database.ts'
import type { Id } from '../../../kernel/ids.ts'
import type { RosterDay } from '../../govern/index.ts'
import { inOrder } from '../in-order.ts'
import type { Listed, Overview } from '../list.ts'
import { shownName } from '../names.ts'
import { steps } from '../steps.ts'
import { subjectAddress } from '../words.ts'
import type { Around } from './worklist-rows.ts'

interface Side {
  roster: RosterDay[]
  appointments: Listed[]
  counts: Overview
  cover: Map<Id, Id>
  shielded: boolean
  role: Actor['role']
}

/** Beside the list: where she is today, her appointments, and what is fine. */
export const sideColumn = (around: Around, side: Side): Html => html`<aside aria-label="I dag og det, der er i orden">
${placeToday(around, side)}
${order(around, side)}
</aside>`

const clockTime = (time: string): string => time.slice(0, 5).replace(':', '.')

const placeToday = (around: Around, { roster, appointments, shielded }: Side): Html => {
  const places = roster.filter(one => one.weekday === weekday(around.day))
  const site = (one: RosterDay) => around.sites.get(one.site) ?? 'Sted ikke oplyst'
  return html`<section class="bb-card">
<h2>${places[0] ? `${site(places[0])} i dag` : 'Din dag'}</h2>
${
  places.length === 0
    ? html`<p class="bb-note">Du er ikke på et fødested i dag.</p>`
    : places.map(
        one =>
          html`<p class="bb-note">${[places.length > 1 ? site(one) : undefined, one.room].filter(Boolean).join(', ')} Kl. ${clockTime(one.starts)}–${clockTime(one.ends)}</p>`,
      )
}
${
  shielded
    ? html`<p>Aftalerne er skjult, mens nogen ser med.</p>`
    : appointments.length === 0
      ? html`<p>Ingen aftaler med tid på i dag.</p>`
      : html`<ol class="bb-day">${appointments.map(
          one =>
            html`<li><span class="bb-num">${one.dueAt ? timeOf(one.dueAt) : ''}</span><span><a href="${subjectAddress(one.subject, one.subjectId)}">${shownName(around.families.get(one.family), around.initials)}</a>, ${steps[one.step].promise.toLocaleLowerCase('da')}</span></li>`,
        )}</ol>`
}
</section>`
}

const order = (around: Around, { counts, cover, role }: Side): Html => {
  const { fine, wrong } = inOrder(counts, around.staff, cover, around.day)
  return html`${
    wrong.length === 0
      ? ''
      : html`<section class="bb-card"><h2>Det mangler</h2><ul class="bb-fine is-not">${wrong.map(
          ({ text, staff }) =>
            html`<li>${icon('alert')}<span>${text}${staff && role === 'coordinator' ? html` <a href="/medarbejdere/${staff}/afgang">Overdrag dem</a>` : ''}</span></li>`,
        )}</ul></section>`
  }${
    fine.length === 0
      ? ''
      : html`<section class="bb-card"><h2>Det er i orden</h2><ul class="bb-fine">${fine.map(text => html`<li>${icon('tick')}<span>${text}</span></li>`)}</ul></section>`
  }`
}
