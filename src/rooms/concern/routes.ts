import type { Route } from '../../kernel/visit.ts'
import { decide, showConcerns } from './pages/decide.ts'
import { noteReply, sendConcern, showConcern } from './pages/follow.ts'

// The purpose says as little as the address: the log is also shown to her, and others read along.
const quiet = { purpose: 'se, hvem der har ansvaret', whenShielded: 'hidden' } as const

export const routes: Route[] = [
  { ...quiet, method: 'get', path: '/familier/:id/henvendelser', may: 'concern.decide', handle: showConcerns },
  { ...quiet, method: 'post', path: '/familier/:id/henvendelser', may: 'concern.decide', handle: decide },
  { ...quiet, method: 'get', path: '/henvendelser/:id', may: 'concern.follow', handle: showConcern },
  { ...quiet, method: 'post', path: '/henvendelser/:id/afsendelse', may: 'concern.follow', handle: sendConcern },
  { ...quiet, method: 'post', path: '/henvendelser/:id/svar', may: 'concern.follow', handle: noteReply },
]
