import { today } from '../../kernel/clock.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type Answer, type MenuEntry, page, type Route, type Visit } from '../../kernel/visit.ts'
import { agreementPage } from './pages/agreement-page.ts'
import { programmeList } from './pages/list.ts'
import { programmePage } from './pages/programme-page.ts'
import { programmeByKey, programmes } from './store.ts'

const menuAddress = '/programmer'

const list = async (visit: Visit): Promise<Answer> =>
  page('Programmer', programmeList(await programmes(visit.db), today(visit.clock)))

const one = async (visit: Visit): Promise<Answer> => {
  const programme = await programmeByKey(visit.db, visit.params.key ?? '')
  return page(`Programmet ${programme.shortName}`, programmePage(programme, today(visit.clock)))
}

const agreement = async (visit: Visit): Promise<Answer> => {
  const programme = await programmeByKey(visit.db, visit.params.key ?? '')
  const version = programme.agreements.find(candidate => String(candidate.version) === visit.params.version)
  if (!version) throw new Refusal('unknown')
  return page(
    `${programme.shortName}: aftale ${version.version}`,
    agreementPage(programme, version, today(visit.clock)),
  )
}

const read = { method: 'get', may: 'programme.read', purpose: 'læse programmets aftaler', menu: menuAddress } as const

export const routes: Route[] = [
  { ...read, path: menuAddress, handle: list, whenShielded: 'open' },
  { ...read, path: '/programmer/:key', handle: one },
  { ...read, path: '/programmer/:key/aftaler/:version', handle: agreement },
]

export const menu: MenuEntry[] = [{ href: menuAddress, text: 'Programmer', may: 'programme.read', order: 70 }]
