import { html } from 'hono/html'
import type { Html } from '../../../design/index.ts'
import { longDay } from '../../../kernel/clock.ts'
import type { ConsentTask } from '../../govern/index.ts'
import { shownName } from '../names.ts'
import type { Around } from './worklist-rows.ts'

const says: Record<ConsentTask['kind'], (task: ConsentTask) => string> = {
  renew: ({ due }) => `samtykket udløber ${longDay(due)}. Forny det, eller lad det udløbe`,
  withdrawn: ({ due }) => `samtykket er trukket tilbage ${longDay(due)}. Se, hvad det betyder`,
  tellHer: ({ due }) => `fortæl hende senest ${longDay(due)}, hvad der er givet videre`,
}

/** What there is to do about consents for those in her own list. */
export const consentList = (tasks: ConsentTask[], around: Around): Html | '' =>
  tasks.length === 0
    ? ''
    : html`<section class="bb-card"><h2>Samtykker</h2><ul>${tasks.map(
        task =>
          html`<li><a href="/familier/${task.family}/samtykker">${shownName(around.families.get(task.family), around.initials)}</a>: ${says[task.kind](task)}.</li>`,
      )}</ul></section>`
