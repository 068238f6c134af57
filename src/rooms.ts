import { frontRights, frontRoute } from './doors/front.ts'
import { type Check, kernelChecks } from './kernel/check.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import { rights as caseloadRights } from './rooms/caseload/access.ts'
import { menu as caseloadMenu, routes as caseloadRoutes } from './rooms/caseload/routes.ts'
import { rights as evaluateRights } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { rights as programmeRights } from './rooms/programme/access.ts'
import { menu as programmeMenu, routes as programmeRoutes } from './rooms/programme/routes.ts'
import { rights as referralRights } from './rooms/referral/access.ts'
import { checks as referralChecks } from './rooms/referral/check.ts'
import { referMenu, referRights, referRoutes } from './rooms/referral/refer-routes.ts'
import { menu as referralMenu, routes as referralRoutes } from './rooms/referral/routes.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const rights: Rights = {
  ...frontRights,
  ...caseloadRights,
  ...referRights,
  ...referralRights,
  ...programmeRights,
  ...evaluateRights,
}
export const menu: MenuEntry[] = [...caseloadMenu, ...referMenu, ...referralMenu, ...programmeMenu, ...evaluateMenu]
export const routes: Route[] = [
  frontRoute(menu, rights),
  ...caseloadRoutes,
  ...referRoutes,
  ...referralRoutes,
  ...programmeRoutes,
  ...evaluateRoutes,
]
export const checks: Check[] = [...kernelChecks, ...referralChecks]
