export { type Absence, absencesFrom, coverOn, endEmployment, noteAbsence, workOn } from './absence.ts'
export { newSecret } from './ceremony.ts'
export { consentChecks } from './consent-check.ts'
export { consentMenu, consentRoutes } from './consent-routes.ts'
export {
  type Consent,
  type ConsentTask,
  consentOf,
  consentsOf,
  consentTasks,
  giveConsent,
  withdrawConsent,
} from './consent-store.ts'
export {
  breakGlass,
  drawSample,
  type Glass,
  type GlassCode,
  glassCodes,
  isDrawn,
  longestGlass,
  myGlasses,
  reviewersOf,
  weekBefore,
} from './control.ts'
export {
  carryOut,
  type ErasureLine,
  journalCheck,
  type Order,
  openOrders,
  orderBlocked,
  replayErasures,
} from './erasing.ts'
export { mailAddressOf } from './hire.ts'
export { oidcProvider } from './identity/oidc.ts'
export { beginPasskeySignIn, finishPasskeySignIn, passkeyHost } from './identity/passkey.ts'
export type { IdentityProvider } from './identity/provider.ts'
export { readProviders } from './identity/settings.ts'
export { acceptWithPassword, type Invitation, invitationToken, openInvitation, putInvitation } from './invitation.ts'
export {
  type NewOrganisation,
  type NewSite,
  organisationByKey,
  organisationNames,
  putOrganisation,
  putSite,
  type Site,
  sitesOf,
} from './organisations.ts'
export { explainRoute } from './pages/explain.ts'
export { shortestPassword } from './password.ts'
export { bindPlaces } from './places.ts'
export { allDemoStaff, demoStaff, populateStaff, staffForPopulate } from './populate.ts'
export { type Processing, processingOf } from './records.ts'
export { proposeDue } from './retention.ts'
export {
  linkAccount,
  openSession,
  putCredential,
  putSignInLink,
  type Seat,
  signInWithLink,
  signInWithPassword,
  signOut,
  signOutEverywhere,
} from './sign-in.ts'
export {
  type Colleague,
  colleagueNames,
  colleagues,
  type NewStaff,
  placesOf,
  putRosterDay,
  putStaff,
  type RosterDay,
  rosterOf,
  type StaffRole,
  staffByAddress,
} from './staff.ts'
export { isRestricted, restrictionOf } from './subject.ts'
export { viewerOf } from './viewer.ts'
export { roleWords } from './words.ts'
export {
  beginWithProvider,
  finishWithBroker,
  finishWithWorkplace,
  putWorkplaceIdentity,
  signOutCitizen,
} from './workplace.ts'
