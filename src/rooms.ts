import { frontRights, frontRoute } from './doors/front.ts'
import type { Resources } from './kernel/access/rules.ts'
import { resources as kernelResources } from './kernel/access.ts'
import { type Check, kernelChecks, rulesCheck, trailChecks } from './kernel/check.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import { resources as caseloadResources, rights as caseloadRights } from './rooms/caseload/access.ts'
import { menu as caseloadMenu, routes as caseloadRoutes } from './rooms/caseload/routes.ts'
import { resources as courseResources, rights as courseRights } from './rooms/course/access.ts'
import { checks as courseChecks } from './rooms/course/index.ts'
import { menu as courseMenu, routes as courseRoutes } from './rooms/course/routes.ts'
import { rights as evaluateRights } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { resources as familyResources } from './rooms/family/access.ts'
import { resources as governResources, rights as governRights } from './rooms/govern/access.ts'
import { menu as governMenu, routes as governRoutes } from './rooms/govern/routes.ts'
import { resources as messageResources } from './rooms/message/access.ts'
import { resources as programmeResources, rights as programmeRights } from './rooms/programme/access.ts'
import { menu as programmeMenu, routes as programmeRoutes } from './rooms/programme/routes.ts'
import { resources as referralResources, rights as referralRights } from './rooms/referral/access.ts'
import { checks as referralChecks } from './rooms/referral/check.ts'
import { referMenu, referRoutes } from './rooms/referral/refer-routes.ts'
import { menu as referralMenu, routes as referralRoutes } from './rooms/referral/routes.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const resources: Resources = {
  ...kernelResources,
  ...governResources,
  ...programmeResources,
  ...familyResources,
  ...caseloadResources,
  ...messageResources,
  ...referralResources,
  ...courseResources,
}
export const rights: Rights = {
  ...frontRights,
  ...governRights,
  ...programmeRights,
  ...caseloadRights,
  ...referralRights,
  ...courseRights,
  ...evaluateRights,
}
export const menu: MenuEntry[] = [
  ...governMenu,
  ...programmeMenu,
  ...caseloadMenu,
  ...referMenu,
  ...referralMenu,
  ...courseMenu,
  ...evaluateMenu,
]
export const routes: Route[] = [
  frontRoute(menu, rights),
  ...governRoutes,
  ...programmeRoutes,
  ...caseloadRoutes,
  ...referRoutes,
  ...referralRoutes,
  ...courseRoutes,
  ...evaluateRoutes,
]
/** The walls: start-up refuses when one of them is open. */
export const wallChecks: Check[] = [...kernelChecks, rulesCheck(resources)]
export const checks: Check[] = [...wallChecks, ...trailChecks, ...referralChecks, ...courseChecks]
