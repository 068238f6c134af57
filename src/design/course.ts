import { html } from 'hono/html'
import { icon } from './icons.ts'
import type { Html } from './markup.ts'
import type { Clock } from './worklist.ts'
import { clockBadge } from './worklist.ts'

export type Holder = {
  holder: { name: string; organisation: string; since?: string; cover?: string }
  /** Always dated: a family without a dated next step is lost. */
  next: { what: string; when: string; clock?: Clock }
}

/** Who has the responsibility and the next dated step: together, and first on a course. */
export const holderCard = ({
  holder,
  next,
}: Holder): Html => html`<section class="bb-hold" aria-label="Ansvarlig og næste skridt">
<div><p class="bb-note">Har ansvaret</p><p><strong>${holder.name}</strong>${holder.organisation}${holder.since ? `, siden ${holder.since}` : ''}</p>${
  holder.cover ? html`<p class="bb-note">Afløser: ${holder.cover}</p>` : ''
}</div>
<div><p class="bb-note">Næste skridt</p><p><strong>${next.when}</strong>${next.what}</p>${next.clock ? html`<p>${clockBadge(next.clock)}</p>` : ''}</div>
</section>`

export type Moment = { state: 'done' | 'now' | 'ahead'; title: string; text?: string | Html }
const said: Record<Moment['state'], string> = { done: 'gjort', now: 'nu', ahead: 'senere' }

/** Filled tick = done, ring = now, hollow = to come. Across on a wide screen when it is a life course of few steps. */
export const timeline = (moments: Moment[], { across = false, label }: { across?: boolean; label: string }): Html =>
  html`<ol class="bb-line${across ? ' is-wide' : ''}" aria-label="${label}">${moments.map(
    ({ state, title, text }) =>
      html`<li class="${state}"><span class="dot">${state === 'done' ? icon('tick') : ''}</span><b>${title}<span class="sr-only"> (${said[state]})</span></b>${text ? html`<small>${text}</small>` : ''}</li>`,
  )}</ol>`
