import { html } from 'hono/html'
import { dataTable, emptyState, type Html, type Row, worklist } from '../../../design/index.ts'
import { type Day, dayOf, longDay } from '../../../kernel/clock.ts'
import type { Id } from '../../../kernel/ids.ts'
import { contactWords, type Family, waysOf } from '../../family/index.ts'
import type { Colleague } from '../../govern/index.ts'
import { reasonWords } from '../hand-over.ts'
import { firstName } from '../in-order.ts'
import type { Ended, Listed, View } from '../list.ts'
import { howFar, shownName } from '../names.ts'
import { clockOf, promiseWords, sectionOf, sections } from '../promise.ts'
import { steps } from '../steps.ts'
import { sectionWords, subjectAddress, subjectWords } from '../words.ts'

/** What is needed to put a holding in words. */
export interface Around {
  day: Day
  /** Whose families stand in the actor's own list: hers, and those she covers for today. */
  mine: Id[]
  initials: boolean
  families: Map<Id, Family>
  sites: Map<Id, string>
  staff: Colleague[]
}

/** The rows under their headings, in the order they came. */
export const sectionList = (rows: Listed[], around: Around): Html =>
  html`${sections.map(section => {
    const these = rows.filter(row => sectionOf(row.due, around.day) === section)
    if (these.length === 0) return ''
    const note = section === 'broken' ? 'Det løfte, der er brudt længst, står øverst.' : undefined
    return worklist({ id: section, heading: sectionWords[section], note, rows: these.map(row => rowOf(row, around)) })
  })}`

const rowOf = (listed: Listed, around: Around): Row => {
  const { day, families, sites, initials } = around
  const family = families.get(listed.family)
  const name = shownName(family, initials)
  const { act } = steps[listed.step]
  const facts = [howFar(family, day), listed.site && sites.get(listed.site), whoseMark(listed, around)]
  return {
    clock: clockOf(listed, day),
    name,
    href: `/familier/${listed.family}`,
    facts: facts.filter(Boolean).join(', '),
    promise: promiseWords(listed.step, listed, day),
    contact: contactWords(family?.contact ?? null),
    act: { href: subjectAddress(listed.subject, listed.subjectId), text: actWords(act, name, family, listed.subject) },
  }
}

/** The act by name. Where nobody has asked whether she may be called, the button does not say that one should. */
const actWords = (act: string, name: string, family: Family | undefined, subject: Listed['subject']): string => {
  if (!act.endsWith(' til')) return act
  return waysOf(family?.contact ?? null).call ? `${act} ${name}` : `Åbn ${subjectWords[subject]}`
}

/** 'for Grete' when she covers today, 'hos Grete' when it is another's family. */
const whoseMark = ({ holder }: Listed, { mine, staff }: Around): string | undefined => {
  if (holder === mine[0]) return undefined
  const name = firstName(staff.find(one => one.id === holder))
  return mine.includes(holder) ? `for ${name}` : `hos ${name}`
}

export const emptyView = (view: View, unassigned: number): Html => {
  switch (view) {
    case 'mine':
      return unassigned > 0
        ? emptyState('Ingen løfter venter på dig.', { href: '/arbejdsliste?vis=ufordelte', text: 'Se de ufordelte' })
        : emptyState('Ingen løfter venter på dig, og alle familier er fordelt.')
    case 'ufordelte':
      return emptyState('Alle familier er fordelt. En ny henvisning kommer øverst her.')
    case 'venter':
      return emptyState('Ingen familie venter på en plads.')
    case 'overskredne':
      return emptyState('Intet løfte er brudt.')
    case 'afsluttede':
      return emptyState('Ingen hjælp er afsluttet de seneste 90 dage.', { href: '/familier', text: 'Find en ældre' })
  }
}

/** Those whose help ended: when, why as it was written, and the way to the case. */
export const endedList = (rows: Ended[], around: Around, days: number): Html =>
  html`<p class="bb-note">Afsluttet de seneste ${days} dage. Ældre findes under <a href="/familier">Familier</a>.</p>
${dataTable<Ended>({
  caption: 'Afsluttede',
  quietCaption: true,
  stack: true,
  columns: [
    {
      head: 'Familie',
      cell: row =>
        html`<a href="/familier/${row.family}">${shownName(around.families.get(row.family), around.initials)}</a>`,
    },
    { head: 'Afsluttet', cell: row => longDay(dayOf(row.at)) },
    { head: 'Hvorfor', cell: row => reasonWords(row.reason ?? 'ikke oplyst') },
    {
      head: 'Hvor det står',
      cell: row =>
        html`<a href="${subjectAddress(row.subject, row.subjectId)}">${row.subject === 'course' ? 'Forløbet' : 'Henvisningen'}</a>`,
    },
  ],
  rows,
})}`
