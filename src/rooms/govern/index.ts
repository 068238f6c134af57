export { type Absence, absencesFrom, coverOn, endEmployment, noteAbsence } from './absence.ts'
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
export { mailAddressOf } from './hire.ts'
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
export { demoStaff, populateStaff, staffForPopulate } from './populate.ts'
export { linkAccount, putCredential, putSignInLink, signInWithLink, signInWithPassword, signOut } from './sign-in.ts'
export {
  type Colleague,
  colleagueNames,
  colleagues,
  type NewStaff,
  putRosterDay,
  putStaff,
  type RosterDay,
  rosterOf,
  type StaffRole,
  staffByAddress,
} from './staff.ts'
export { viewerOf } from './viewer.ts'
export { roleWords } from './words.ts'
