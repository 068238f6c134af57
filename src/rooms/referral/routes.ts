import type { MenuEntry, Route, Visit } from '../../kernel/visit.ts'
import { doAct, showAct } from './pages/received/act.ts'
import { acts } from './pages/received/acts.ts'
import { board } from './pages/received/board.ts'
import { decideDuplicate, mark } from './pages/received/decide.ts'
import { inbox } from './pages/received/inbox.ts'
import { openReceived } from './pages/received/open.ts'
import { acknowledge, openSent } from './pages/sent-handlers.ts'

const list = '/henvisninger'
const receive = { may: 'referral.receive', purpose: 'tage imod en henvisning', menu: list } as const

/** One address for both sides: each sees its own row. */
const open = (visit: Visit) => (visit.actor.role === 'referrer' ? openSent(visit) : openReceived(visit))

const followUp = doAct('kvittering')
const answer = (visit: Visit) => (visit.actor.role === 'referrer' ? acknowledge(visit) : followUp(visit))

const nouns = acts.filter(act => !['tildeling', 'kvittering'].includes(act.noun))

/** The receiver's pages, and the two addresses both sides use. */
export const routes: Route[] = [
  { ...receive, method: 'get', path: list, handle: inbox },
  { method: 'get', path: '/henvisninger/:id', may: 'referral.open', purpose: 'følge en henvisning', handle: open },
  {
    method: 'get',
    path: '/tildel',
    may: 'referral.assign',
    purpose: 'fordele ventende familier',
    menu: '/tildel',
    handle: board,
  },
  ...(['get', 'post'] as const).map(
    (method): Route => ({
      method,
      path: '/henvisninger/:id/tildeling',
      may: 'referral.assign',
      purpose: 'fordele ventende familier',
      menu: '/tildel',
      handle: method === 'get' ? showAct('tildeling') : doAct('tildeling'),
    }),
  ),
  { ...receive, method: 'get', path: '/henvisninger/:id/kvittering', handle: showAct('kvittering') },
  {
    method: 'post',
    path: '/henvisninger/:id/kvittering',
    may: 'referral.answer',
    purpose: 'følge op efter en lukket henvisning',
    handle: answer,
  },
  ...nouns.flatMap(({ noun }): Route[] => [
    { ...receive, method: 'get', path: `/henvisninger/:id/${noun}`, handle: showAct(noun) },
    { ...receive, method: 'post', path: `/henvisninger/:id/${noun}`, handle: doAct(noun) },
  ]),
  { ...receive, method: 'post', path: '/henvisninger/:id/dubletter', handle: decideDuplicate },
  { ...receive, method: 'post', path: '/henvisninger/:id/hast', handle: mark },
]

export const menu: MenuEntry[] = [
  { href: list, text: 'Henvisninger', may: 'referral.receive', order: 20 },
  { href: '/tildel', text: 'Tildel', may: 'referral.assign', order: 25 },
]
