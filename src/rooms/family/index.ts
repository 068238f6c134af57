export {
  type Address,
  addressOf,
  isNamedForAddress,
  nameForAddress,
  type Protection,
  type ProtectionKind,
  protectionOf,
  setAddress,
  setProtection,
} from './address.ts'
export { addDays, day, daysBetween, isDay, oneYearAfter, readDay, writeDay } from './calendar.ts'
export { type Cpr, type CprFault, type CprReading, maskCpr, parseCpr } from './cpr.ts'
export {
  childAge,
  dueDateOf,
  type GestationalAge,
  gestationalAge,
  readGestationalAge,
  writeGestationalAge,
} from './gestation.ts'
export { familyThroughGlass, findThroughGlass, type GlassFamily } from './glass.ts'
export {
  languageChoices,
  languageFields,
  languages,
  languageWord,
  otherLanguage,
  readLanguage,
} from './languages.ts'
export { calledBy, nameWords } from './names.ts'
export { openPersonRow } from './opening.ts'
export {
  decisionsOn,
  type Joined,
  join,
  joinAfterAll,
  type Likeness,
  sameWoman,
  sameWomen,
  separate,
  setContactRule,
  tellApart,
} from './sameness.ts'
export { type Identity, openedRow } from './sealing.ts'
export {
  type ContactRule,
  changeIdentity,
  type Family,
  familiesOf,
  familyOf,
  findFamilies,
  likelyDuplicates,
  type NewFamily,
  openFamily,
  setPregnancy,
  undecidedDuplicates,
} from './store.ts'
export { type Addressee, addresseeOf, textsAfterLoss, textsAgainstRule } from './to-write-to.ts'
export { contactWords, type Ways, waysOf } from './ways.ts'
