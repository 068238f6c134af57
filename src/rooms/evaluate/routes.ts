import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { showFigures } from './pages/figures-page.ts'

export const routes: Route[] = [
  {
    method: 'get',
    path: '/programmer/:key/tal',
    may: 'evaluate.read',
    purpose: 'følge mål',
    menu: '/programmer/syddanmark/tal',
    handle: showFigures,
  },
]

export const menu: MenuEntry[] = [
  { href: '/programmer/syddanmark/tal', text: 'Mål og tal', may: 'evaluate.read', order: 55 },
]
