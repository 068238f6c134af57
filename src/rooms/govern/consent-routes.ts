import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { askConsent, saveConsent } from './pages/consent-form.ts'
import { decide, showConsents, withdraw } from './pages/consents.ts'
import { askDisclosure, saveDisclosure, saveTold, showDisclosures } from './pages/disclosure.ts'
import { askExchange, saveExchange } from './pages/exchange.ts'
import type { FindHer } from './pages/her.ts'

const reading = { may: 'consent.read', purpose: 'se samtykker', menu: '/familier' } as const
const writing = { may: 'consent.write', purpose: 'skrive et samtykke', menu: '/familier' } as const
const without = { may: 'consent.without', purpose: 'give videre uden samtykke', menu: '/familier' } as const
const exchange = { may: 'consent.exchange', purpose: 'skrive et møde om tidlig hjælp', menu: '/familier' } as const

/** The pages about what she has said yes to. Who she is, the room that keeps families tells. */
export const consentRoutes = (find: FindHer): Route[] => [
  { method: 'get', path: '/familier/:id/samtykker', ...reading, handle: visit => showConsents(visit, find) },
  { method: 'get', path: '/familier/:id/samtykker/nyt', ...writing, handle: visit => askConsent(visit, find) },
  { method: 'post', path: '/familier/:id/samtykker', ...writing, handle: visit => saveConsent(visit, find) },
  {
    method: 'post',
    path: '/familier/:id/samtykker/tilbagetraekning',
    ...writing,
    handle: visit => withdraw(visit, find),
  },
  { method: 'post', path: '/familier/:id/samtykker/afgoerelse', ...writing, handle: visit => decide(visit, find) },
  { method: 'get', path: '/familier/:id/uden-samtykke', ...without, handle: visit => askDisclosure(visit, find) },
  { method: 'post', path: '/familier/:id/uden-samtykke', ...without, handle: visit => saveDisclosure(visit, find) },
  { method: 'post', path: '/familier/:id/uden-samtykke/besked', ...without, handle: visit => saveTold(visit, find) },
  { method: 'get', path: '/familier/:id/udveksling', ...exchange, handle: visit => askExchange(visit, find) },
  { method: 'post', path: '/familier/:id/udveksling', ...exchange, handle: visit => saveExchange(visit, find) },
  {
    method: 'get',
    path: '/uden-samtykke',
    may: 'consent.watch',
    purpose: 'se, hvad der er givet videre uden samtykke',
    menu: '/uden-samtykke',
    handle: showDisclosures,
  },
]

export const consentMenu: MenuEntry[] = [{ href: '/uden-samtykke', text: 'Samtykke', may: 'consent.watch', order: 62 }]
