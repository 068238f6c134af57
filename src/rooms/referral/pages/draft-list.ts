import { html } from 'hono/html'
import { button, dataTable, form, type Html } from '../../../design/index.ts'
import { type Day, dayOf, longDayFrom, timeOf } from '../../../kernel/clock.ts'
import { maskCpr, parseCpr } from '../../family/index.ts'
import type { StoredAgreement } from '../../programme/index.ts'
import type { Draft } from '../draft.ts'
import { word, wordList } from './refer/fields.ts'
import { draftPath } from './refer/layout.ts'

const list = new Intl.ListFormat('da')
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map(part => `${[...part][0]?.toLocaleUpperCase('da')}.`)
    .join(' ')

/** Enough to know her by, and no more: initials, or the day part of her number. */
const whoOf = ({ words: { who = {} } }: Draft, today: Day): string => {
  const cpr = parseCpr(word(who, 'cpr'), today)
  return (
    [initials(word(who, 'name')), cpr.ok ? maskCpr(cpr.cpr) : ''].filter(Boolean).join(', ') || 'Ikke skrevet endnu'
  )
}

/** Her drafts, each to go on with or to delete. */
export const draftList = (
  drafts: Draft[],
  agreement: StoredAgreement | undefined,
  { today, token }: { today: Day; token: string },
): Html => {
  const reasons = ({ words: { why = {} } }: Draft): string =>
    list.format(
      wordList(why, 'reasons').flatMap(code => agreement?.reasons.find(reason => reason.code === code)?.text ?? []),
    ) || 'ikke valgt'
  return html`<section aria-labelledby="kladder"><h2 id="kladder">Kladder</h2>
<p class="bb-note">Kun du kan se dem. De bliver slettet af sig selv efter 90 dage.</p>${dataTable<Draft>({
    caption: 'Kladder',
    quietCaption: true,
    stack: true,
    columns: [
      {
        head: 'Hvem',
        cell: one => html`<a href="${draftPath(one.id)}">${whoOf(one, today)}</a>`,
      },
      { head: 'Det fylder', cell: reasons },
      { head: 'Gemt', cell: one => `${longDayFrom(dayOf(one.savedAt), today)} kl. ${timeOf(one.savedAt)}` },
      {
        head: 'Slet',
        quiet: true,
        cell: one =>
          form(
            { action: `${draftPath(one.id, 'sletning')}?fra=mine`, token },
            button({ label: 'Slet kladden', about: whoOf(one, today), kind: 'link' }),
          ),
      },
    ],
    rows: drafts,
  })}</section>`
}
