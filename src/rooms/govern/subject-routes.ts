import type { Resources } from '../../kernel/access/rules.ts'
import type { Data } from '../../kernel/data.ts'
import type { MenuEntry, Route, Visit } from '../../kernel/visit.ts'
import type { Openers } from './copy.ts'
import { type CopyParts, sendCopy, showCopy } from './pages/copy.ts'
import { showOverseen, showRecords } from './pages/oversee.ts'
import { makeCopy, saveAnswer, saveMark, saveOrder, saveRequest, showSubject } from './pages/subject.ts'

const answering = { may: 'subject.answer', purpose: 'svare på hendes rettigheder' } as const
const copying = { may: 'subject.answer', purpose: 'give hende en kopi' } as const
const overseeing = { may: 'subject.oversee', purpose: 'føre tilsyn med rettigheder', menu: '/rettigheder' } as const

/** Her rights: what she asks for, what is answered, and the copy of her data; made from the lists of all rooms. */
export const subjectRoutes = (data: Data, resources: Resources, openers: Openers): Route[] => {
  const parts: CopyParts = {
    data,
    openers,
    may: table =>
      resources[table]?.rules.some(({ who, may }) => who.includes('coordinator') && may.includes('read')) ?? false,
  }
  const about = '/familier/:id/rettigheder'
  const withParts = (handle: (visit: Visit, parts: CopyParts) => ReturnType<Route['handle']>) => (visit: Visit) =>
    handle(visit, parts)
  return [
    { method: 'get', path: about, ...answering, handle: withParts(showSubject) },
    { method: 'post', path: about, ...answering, handle: withParts(saveRequest) },
    { method: 'post', path: `${about}/svar`, ...answering, handle: withParts(saveAnswer) },
    { method: 'post', path: `${about}/maerke`, ...answering, handle: withParts(saveMark) },
    { method: 'post', path: `${about}/sletning`, ...answering, handle: withParts(saveOrder) },
    { method: 'post', path: `${about}/kopi`, ...copying, handle: withParts(makeCopy) },
    { method: 'get', path: `${about}/kopi/:kopi`, ...copying, handle: withParts(showCopy) },
    { method: 'get', path: `${about}/kopi/:kopi/fil`, ...copying, handle: withParts(sendCopy) },
    { method: 'get', path: '/rettigheder', ...overseeing, handle: showOverseen },
    { method: 'get', path: '/fortegnelse', ...overseeing, handle: visit => showRecords(visit, data) },
  ]
}

export const subjectMenu: MenuEntry[] = [
  { href: '/rettigheder', text: 'Rettigheder', may: 'subject.oversee', order: 66 },
]
