import { frontRights, frontRoute } from './doors/front.ts'
import { type Check, kernelChecks } from './kernel/check.ts'
import { bindInside } from './kernel/news.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import { rights as caseloadRights } from './rooms/caseload/access.ts'
import { menu as caseloadMenu, routes as caseloadRoutes } from './rooms/caseload/routes.ts'
import { rights as courseRights } from './rooms/course/access.ts'
import { checks as courseChecks, followHolder, followLeaving, stopForLoss, takeLossBack } from './rooms/course/index.ts'
import { menu as courseMenu, routes as courseRoutes } from './rooms/course/routes.ts'
import { rights as evaluateRights } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { rights as governRights } from './rooms/govern/access.ts'
import { menu as governMenu, routes as governRoutes } from './rooms/govern/routes.ts'
import { rights as programmeRights } from './rooms/programme/access.ts'
import { menu as programmeMenu, routes as programmeRoutes } from './rooms/programme/routes.ts'
import { rights as referralRights } from './rooms/referral/access.ts'
import { checks as referralChecks } from './rooms/referral/check.ts'
import { referMenu, referRights, referRoutes } from './rooms/referral/refer-routes.ts'
import { menu as referralMenu, routes as referralRoutes } from './rooms/referral/routes.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const rights: Rights = {
  ...frontRights,
  ...governRights,
  ...programmeRights,
  ...caseloadRights,
  ...referRights,
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
bindInside('pregnancy.lost', [stopForLoss])
bindInside('pregnancy.lossTakenBack', [takeLossBack])
bindInside('holder.changed', [followHolder])
bindInside('staff.left', [followLeaving])

export const checks: Check[] = [...kernelChecks, ...referralChecks, ...courseChecks]
