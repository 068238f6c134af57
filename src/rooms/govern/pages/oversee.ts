import { html } from 'hono/html'
import { dataTable, emptyState } from '../../../design/index.ts'
import { fullDay, today } from '../../../kernel/clock.ts'
import type { Data } from '../../../kernel/data.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { type Answer, page, type Visit } from '../../../kernel/visit.ts'
import { processingOf } from '../records.ts'
import { answerDue, decisions, overseen, requestKinds, requestsAbout, type SubjectRequest } from '../subject.ts'

const number = (family: string): string => `Familie ${family.slice(0, 8)}`

/** Whether families are answered in time, and what is waiting to be erased. Families stand as numbers. */
export const showOverseen = async ({ db, clock }: Visit): Promise<Answer> => {
  const requests = await requestsAbout(db)
  const { due, erased } = await overseen(db)
  const day = today(clock)
  const standing = (one: SubjectRequest): string =>
    one.decision
      ? `Besvaret: ${decisions[one.decision].toLocaleLowerCase('da')}`
      : `${answerDue(one.received_on) < day ? 'Over tiden: skulle være besvaret' : 'Skal besvares'} senest ${fullDay(answerDue(one.received_on))}`
  db.audit('read', 'rights of all', [])
  return page(
    'Rettigheder og sletning',
    html`<h1>Rettigheder og sletning</h1>
<p class="bb-lead">Koordinatoren svarer familierne og beslutter, hvad der slettes. Her ser du, om det sker i tide. Familierne står som numre.</p>
<p><a href="/fortegnelse">Fortegnelsen over behandling</a></p>
<h2>Anmodninger</h2>
${
  requests.length === 0
    ? emptyState('Ingen har bedt om noget.')
    : dataTable<SubjectRequest>({
        caption: 'Anmodninger',
        quietCaption: true,
        stack: true,
        columns: [
          { head: 'Familie', cell: one => number(one.family) },
          { head: 'Hvad', cell: one => requestKinds[one.kind] },
          { head: 'Modtaget', cell: one => fullDay(one.received_on) },
          { head: 'Svar', cell: standing },
        ],
        rows: requests,
      })
}
<h2>Tiden er gået</h2>
${
  due.length === 0
    ? emptyState('Ingen sager er ældre end fristen.')
    : dataTable<(typeof due)[number]>({
        caption: 'Tiden er gået',
        quietCaption: true,
        stack: true,
        columns: [
          { head: 'Familie', cell: one => number(one.family) },
          { head: 'Kan slettes fra', cell: one => fullDay(one.due_on) },
        ],
        rows: due,
      })
}
<h2>Slettet</h2>
<p>${erased === 1 ? 'Én sag er slettet.' : `${erased} sager er slettet.`} Journalen siger ikke, hvem det var.</p>`,
  )
}

/** The record of processing (art. 30) of the officer's own house. */
export const showRecords = async ({ db }: Visit, data: Data): Promise<Answer> => {
  const record = await processingOf(db.tables(), data, db.actor.organisation)
  if (!record) throw new Refusal('unknown')
  return page(
    'Fortegnelse over behandling',
    html`<h1>Fortegnelse over behandling</h1>
<p class="bb-lead">${record.controller} efter databeskyttelsesforordningens artikel 30. Den er lavet af de regler, systemet kører efter.</p>
${record.parts.map(({ head, lines }) => html`<h2>${head}</h2><ul class="bb-kv">${lines.map(line => html`<li>${line}</li>`)}</ul>`)}
<p><a href="/rettigheder">Rettigheder og sletning</a></p>`,
  )
}
