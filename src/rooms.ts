import { type Check, kernelChecks } from './kernel/check.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import { rights as courseRights } from './rooms/course/access.ts'
import { checks as courseChecks } from './rooms/course/check.ts'
import { menu as courseMenu, routes as courseRoutes } from './rooms/course/routes.ts'
import { rights as evaluateRights } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { rights as programmeRights } from './rooms/programme/access.ts'
import { menu as programmeMenu, routes as programmeRoutes } from './rooms/programme/routes.ts'
import { checks as referralChecks } from './rooms/referral/check.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const routes: Route[] = [...programmeRoutes, ...courseRoutes, ...evaluateRoutes]
export const rights: Rights = { ...programmeRights, ...courseRights, ...evaluateRights }
export const menu: MenuEntry[] = [...programmeMenu, ...courseMenu, ...evaluateMenu]
export const checks: Check[] = [...kernelChecks, ...referralChecks, ...courseChecks]
