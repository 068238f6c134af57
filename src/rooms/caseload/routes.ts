import type { MenuEntry, Route } from '../../kernel/visit.ts'
import { chooseNames, shield, showWorklist } from './pages/worklist.ts'

export const routes: Route[] = [
  {
    method: 'get',
    path: '/arbejdsliste',
    may: 'worklist.read',
    purpose: 'holde løfter',
    menu: '/arbejdsliste',
    handle: showWorklist,
  },
  {
    method: 'post',
    path: '/arbejdsliste/visning',
    may: 'worklist.read',
    purpose: 'vælge visning',
    handle: chooseNames,
  },
  { method: 'post', path: '/skaerm', may: 'screen.shield', purpose: 'skærme mod borgeren', handle: shield },
]

export const menu: MenuEntry[] = [{ href: '/arbejdsliste', text: 'Arbejdsliste', may: 'worklist.read', order: 10 }]
