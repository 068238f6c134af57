import { type Check, kernelChecks } from './kernel/check.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import { rights as caseloadRights } from './rooms/caseload/access.ts'
import { menu as caseloadMenu, routes as caseloadRoutes } from './rooms/caseload/routes.ts'
import { access as evaluateAccess } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { rights as governRights } from './rooms/govern/access.ts'
import { menu as governMenu, routes as governRoutes } from './rooms/govern/routes.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const routes: Route[] = [...evaluateRoutes, ...caseloadRoutes, ...governRoutes]
export const rights: Rights = { ...evaluateAccess, ...caseloadRights, ...governRights }
export const menu: MenuEntry[] = [...evaluateMenu, ...caseloadMenu, ...governMenu]
export const checks: Check[] = [...kernelChecks]
