/** Partnerships and their dated agreements, as files state them. Everything another room may use. */
export { type Advice, advise, type CriterionAdvice, type Situation, type TrackAdvice } from './advise.ts'
export { agreementGaps, agreementInForce, agreementOf, stated, trackOf } from './agreement.ts'
export type { AgreementVersion } from './agreement-version.ts'
export { type Applied, applyProgramme } from './apply.ts'
export { agreementAddress, type Fact, factsDocument, factsOf, programmeAddress } from './facts.ts'
export { type ProgrammeFile, type ReadProgramme, readProgramme, readProgrammeBytes } from './file.ts'
export { applyFolder, programmeFolder } from './folder.ts'
export { agreementPage } from './pages/agreement-page.ts'
export { programmeList } from './pages/list.ts'
export { programmePage } from './pages/programme-page.ts'
export { wordsPage } from './pages/words-page.ts'
export {
  type Clock,
  type Criterion,
  type Denominator,
  type Domain,
  domains,
  type Goal,
  modes,
  type Organisation,
  type Site,
  type Staff,
  weekdays,
} from './parts.ts'
export { placesNamed } from './places.ts'
export type { Fault } from './reading.ts'
export {
  agreementById,
  agreementOn,
  agreementsForPopulate,
  programmeByKey,
  programmes,
  type StoredAgreement,
  type StoredProgramme,
} from './store.ts'
export { type Topic, type Topics, topicsOf } from './topics.ts'
export { wordOf } from './values.ts'
export type { Funding, Money, Scenario, Span, Target, Track } from './version.ts'
export type { Precision, StatedWhen, When } from './when.ts'
