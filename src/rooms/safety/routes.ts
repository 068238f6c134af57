import type { Route } from '../../kernel/visit.ts'
import { ask, beginTalk, endOne, nameOne, saveNote, savePlan, showTalk } from './pages/talk.ts'

// The same purpose as the family's own page: the log that others read does not tell these pages from that one. Who was
// here stands in the room's own trail.
const quiet = { purpose: 'se, hvem der har ansvaret', whenShielded: 'hidden' } as const
const post = (path: string, handle: Route['handle']): Route => ({
  ...quiet,
  method: 'post',
  path: `/familier/:id/samtale${path}`,
  may: 'safety.write',
  handle,
})

export const routes: Route[] = [
  { ...quiet, method: 'post', path: '/familier/:id/samtale/begynd', may: 'safety.open', handle: beginTalk },
  { ...quiet, method: 'get', path: '/familier/:id/samtale', may: 'safety.read', handle: showTalk },
  post('', ask),
  post('/plan', savePlan),
  post('/notat', saveNote),
  post('/adgang', nameOne),
  post('/adgang/ophoer', endOne),
]
