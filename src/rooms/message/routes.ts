import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { showMessages } from './pages/messages.ts'

export const routes: Route[] = [
  {
    method: 'get',
    path: '/beskeder',
    may: 'message.read',
    purpose: 'se, hvilke beskeder der er sendt',
    menu: '/beskeder',
    handle: showMessages,
  },
]

export const menu: MenuEntry[] = [{ href: '/beskeder', text: 'Beskeder', order: 35, may: 'message.read' }]
