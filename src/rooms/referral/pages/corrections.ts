import { html } from 'hono/html'
import { dataTable, type Html } from '../../../design/index.ts'
import { dayOf, longDay, timeOf } from '../../../kernel/clock.ts'
import { languageWord, readDay, writeDay } from '../../family/index.ts'
import type { StoredAgreement } from '../../programme/index.ts'
import { type AmendableField, amendable } from '../reasons.ts'
import type { TrailRow } from '../store.ts'
import { answerWords, fieldWords, modeWords, reasonWords } from '../words.da.ts'

const list = new Intl.ListFormat('da')
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)

/** The Danish word of a field that can be corrected. */
export const fieldName = (field: string): string =>
  (amendable as readonly string[]).includes(field) ? fieldWords[field as AmendableField] : field

/** The coded reason of a step, in words. */
export const reasonOf = ({ reason }: Pick<TrailRow, 'reason'>): string | undefined =>
  reason ? (reasonWords[reason.list] as Record<string, string>)[reason.code] : undefined

const saidValue = (field: string, value: unknown, agreement: StoredAgreement): string => {
  const words = [value ?? ''].flat().filter((word): word is string => typeof word === 'string' && word !== '')
  if (words.length === 0)
    return { track: 'Intet bestemt ønske', mode: 'Lige meget', note: 'Ingen note' }[field] ?? 'ikke oplyst'
  const one = words[0] as string
  if (field === 'reasons') return list.format(words.map(w => agreement.reasons.find(r => r.code === w)?.text ?? w))
  if (field === 'track') return agreement.tracks.find(track => track.key === one)?.name ?? one
  if (field === 'site') return agreement.sites?.find(site => site.key === one)?.name ?? one
  if (field === 'mode') return (modeWords as Record<string, string>)[one] ?? one
  if (field === 'interpreter') return (answerWords as Record<string, string>)[one] ?? one
  if (field === 'language') return languageWord(one)
  // Kept as she typed it, or as the database writes a day: shown in one form.
  const day = field === 'dueDate' || field === 'childBirthDate' ? readDay(one) : undefined
  return day ? writeDay(day) : one
}

interface Correction {
  field: string
  before: string
  value: string
  why: string
  when: string
}

const corrections = (trail: TrailRow[], agreement: StoredAgreement): Correction[] =>
  trail.flatMap(row => {
    if (row.verb !== 'amend' || !row.change) return []
    const { field, before, value } = row.change
    // Who she is and how to reach her stands on the page itself; the log says that it was corrected.
    const open = value !== undefined && field !== 'contact'
    return {
      field: fieldName(field),
      before: open ? saidValue(field, before, agreement) : 'står ikke i loggen',
      value: open ? saidValue(field, value, agreement) : 'se ovenfor',
      why: [reasonOf(row), row.note].filter(Boolean).join(': '),
      when: `${longDay(dayOf(row.at))} kl. ${timeOf(row.at)}`,
    }
  })

/** The log of corrections, the same at both houses; nothing where nothing was corrected. */
export const correctionLog = (trail: TrailRow[], agreement: StoredAgreement, reader: string): Html | '' => {
  const rows = corrections(trail, agreement)
  if (rows.length === 0) return ''
  return html`<section aria-labelledby="rettelser"><h2 id="rettelser">Rettelser</h2>
<p class="bb-note">${reader}</p>${dataTable<Correction>({
    caption: 'Rettelser',
    quietCaption: true,
    stack: true,
    columns: [
      { head: 'Hvad', cell: row => capital(row.field) },
      { head: 'Før', cell: row => row.before },
      { head: 'Nu', cell: row => row.value },
      { head: 'Hvorfor', cell: row => row.why },
      { head: 'Hvornår', cell: row => row.when },
    ],
    rows,
  })}</section>`
}
