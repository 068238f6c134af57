import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { mine } from './pages/mine.ts'
import {
  autosave,
  check,
  checkAnswersAgain,
  deleteDraft,
  helpInstead,
  openShort,
  openStep,
  received,
  saveShort,
  saveStep,
} from './pages/refer/handlers.ts'
import { amend, answerQuestion, withdraw } from './pages/sent-handlers.ts'

const write = { may: 'referral.refer', purpose: 'henvise en kvinde', menu: '/henvis' } as const
const follow = { may: 'referral.refer', purpose: 'følge sin egen henvisning', menu: '/mine-henvisninger' } as const
const read = { method: 'get', ...write } as const
const change = { method: 'post', ...write } as const

/** The midwife's pages. The fixed addresses stand before those with a draft in them. */
export const referRoutes: Route[] = [
  { ...read, path: '/henvis', handle: openShort, whenShielded: 'open' },
  { ...read, path: '/henvis/uden-samtykke', handle: helpInstead, whenShielded: 'open' },
  { ...read, path: '/henvis/sendt/:id', handle: received },
  { ...read, path: '/henvis/:draft', handle: openShort },
  { ...change, path: '/henvis/:draft', handle: saveShort },
  { ...change, path: '/henvis/:draft/kladde', handle: autosave },
  { ...change, path: '/henvis/:draft/sletning', handle: deleteDraft },
  { ...change, path: '/henvis/:draft/afsendelse', handle: checkAnswersAgain },
  { ...read, path: '/henvis/:draft/tjek', handle: check },
  { ...read, path: '/henvis/:draft/uden-samtykke', handle: helpInstead },
  { ...read, path: '/henvis/:draft/:trin', handle: openStep },
  { ...change, path: '/henvis/:draft/:trin', handle: saveStep },
  { ...follow, method: 'get', path: '/mine-henvisninger', handle: mine },
  { ...follow, method: 'post', path: '/henvisninger/:id/svar', handle: answerQuestion },
  { ...follow, method: 'post', path: '/henvisninger/:id/rettelse', handle: amend },
  { ...follow, method: 'post', path: '/henvisninger/:id/tilbagetraekning', handle: withdraw },
]

export const referMenu: MenuEntry[] = [
  { href: '/henvis', text: 'Henvis', may: 'referral.refer', order: 10 },
  { href: '/mine-henvisninger', text: 'Mine henvisninger', may: 'referral.refer', order: 20 },
]
