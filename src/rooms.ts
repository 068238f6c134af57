import { data } from './data.ts'
import { frontRights, frontRoute } from './doors/front.ts'
import type { Resources } from './kernel/access/rules.ts'
import { definers as kernelDefiners, resources as kernelResources } from './kernel/access.ts'
import { catalogueChecks, type Exceptions } from './kernel/catalogue.ts'
import { type Check, kernelChecks, rulesCheck, trailChecks } from './kernel/check.ts'
import { bindInside } from './kernel/news.ts'
import type { MenuEntry, Rights, Route } from './kernel/visit.ts'
import {
  definers as caseloadDefiners,
  resources as caseloadResources,
  rights as caseloadRights,
} from './rooms/caseload/access.ts'
import { bindBeside } from './rooms/caseload/index.ts'
import { menu as caseloadMenu, routes as caseloadRoutes } from './rooms/caseload/routes.ts'
import {
  definers as concernDefiners,
  resources as concernResources,
  rights as concernRights,
} from './rooms/concern/access.ts'
import { checks as concernChecks } from './rooms/concern/check.ts'
import { besideConcern, followConcerns } from './rooms/concern/index.ts'
import { routes as concernRoutes } from './rooms/concern/routes.ts'
import { resources as courseResources, rights as courseRights } from './rooms/course/access.ts'
import {
  checks as courseChecks,
  followHolder,
  followLeaving,
  sayBooked,
  stopForLoss,
  takeLossBack,
} from './rooms/course/index.ts'
import { menu as courseMenu, routes as courseRoutes } from './rooms/course/routes.ts'
import { rights as evaluateRights } from './rooms/evaluate/access.ts'
import { menu as evaluateMenu, routes as evaluateRoutes } from './rooms/evaluate/routes.ts'
import { definers as familyDefiners, resources as familyResources } from './rooms/family/access.ts'
import { checks as familyChecks } from './rooms/family/check.ts'
import { familyOf, openPersonRow } from './rooms/family/index.ts'
import {
  definers as governDefiners,
  resources as governResources,
  rights as governRights,
} from './rooms/govern/access.ts'
import { bindPlaces, consentChecks, consentMenu, consentRoutes, explainRoute } from './rooms/govern/index.ts'
import { menu as governMenu, routes as governRoutes } from './rooms/govern/routes.ts'
import { subjectMenu, subjectRoutes } from './rooms/govern/subject-routes.ts'
import { definers as messageDefiners, resources as messageResources } from './rooms/message/access.ts'
import { resources as programmeResources, rights as programmeRights } from './rooms/programme/access.ts'
import { placesNamed } from './rooms/programme/index.ts'
import { menu as programmeMenu, routes as programmeRoutes } from './rooms/programme/routes.ts'
import {
  definers as referralDefiners,
  resources as referralResources,
  rights as referralRights,
} from './rooms/referral/access.ts'
import { checks as referralChecks } from './rooms/referral/check.ts'
import { followGiven, followWithdrawn } from './rooms/referral/index.ts'
import { referMenu, referRoutes } from './rooms/referral/refer-routes.ts'
import { menu as referralMenu, routes as referralRoutes } from './rooms/referral/routes.ts'
import {
  definers as safetyDefiners,
  resources as safetyResources,
  rights as safetyRights,
} from './rooms/safety/access.ts'
import { checks as safetyChecks } from './rooms/safety/check.ts'
import { askAfterLoss, besideSafety } from './rooms/safety/index.ts'
import { routes as safetyRoutes } from './rooms/safety/routes.ts'

/** Every room's pages, rights, menu entries and checks, in one list: the composition, and nothing else, knows them all. */
export const resources: Resources = {
  ...kernelResources,
  ...governResources,
  ...programmeResources,
  ...familyResources,
  ...caseloadResources,
  ...messageResources,
  ...safetyResources,
  ...concernResources,
  ...referralResources,
  ...courseResources,
}
export const rights: Rights = {
  ...frontRights,
  ...governRights,
  ...programmeRights,
  ...caseloadRights,
  ...safetyRights,
  ...concernRights,
  ...referralRights,
  ...courseRights,
  ...evaluateRights,
}
export const menu: MenuEntry[] = [
  ...governMenu,
  ...consentMenu,
  ...subjectMenu,
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
  explainRoute(resources),
  ...consentRoutes(async (db, id) => {
    const { pregnant } = await familyOf(db, id)
    return { name: pregnant.name, born: pregnant.birthDate ?? null }
  }),
  ...subjectRoutes(data, resources, { 'family.person': openPersonRow }),
  ...programmeRoutes,
  ...caseloadRoutes,
  ...safetyRoutes,
  ...concernRoutes,
  ...referRoutes,
  ...referralRoutes,
  ...courseRoutes,
  ...evaluateRoutes,
]
bindBeside(besideSafety, besideConcern)
bindInside('pregnancy.lost', [stopForLoss, askAfterLoss])
bindInside('consent.given', [followGiven])
bindInside('consent.withdrawn', [followWithdrawn])
bindInside('pregnancy.lossTakenBack', [takeLossBack])
bindInside('holder.changed', [followHolder, followConcerns])
bindInside('staff.left', [followLeaving])
bindInside('staff.away', [sayBooked])
bindPlaces(placesNamed)

/** What stands outside a rule of the database's catalogue. A new one is a decision: write why nothing leaks by it. */
export const exceptions: Exceptions = {
  definers: {
    ...kernelDefiners,
    ...governDefiners,
    ...familyDefiners,
    ...caseloadDefiners,
    ...safetyDefiners,
    ...concernDefiners,
    ...messageDefiners,
    ...referralDefiners,
  },
  globallyUnique: {
    'govern.sign_in_link_pkey': 'the hash of a random token; the pages have no grant on the table',
  },
  common: {
    'kernel.link': 'belongs to both sides: the row of each names the same random id',
    'govern.site': 'sites are public; counsellors of one organisation work at another’s',
  },
  removable: {
    'kernel.form': 'a form that was refused gives its token back',
    'caseload.holding': 'who has a family now; the history keeps every change',
    'govern.roster': 'a plan of weekdays, not what was done',
    'govern.absence': 'a day away that was called off',
  },
}
/** The walls: start-up refuses when one of them is open. */
export const wallChecks: Check[] = [rulesCheck(resources), ...kernelChecks, ...catalogueChecks(exceptions)]
export const checks: Check[] = [
  ...wallChecks,
  ...trailChecks,
  ...consentChecks,
  ...familyChecks,
  ...safetyChecks,
  ...concernChecks,
  ...referralChecks,
  ...courseChecks,
]
