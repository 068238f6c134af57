import type { RefusalCode } from './commands.ts'
import { furthestPlan } from './machine.ts'
import type { Refused } from './perform.ts'
import type { AmendableField, ReasonCode, ReasonList } from './reasons.ts'
import type { ClockKey, FeedbackLevel, State } from './states.ts'
import type { Scope } from './steps/consent.ts'
import type { Answer } from './steps/contact.ts'
import type { Mode } from './steps/wish.ts'
import type { StepName } from './steps.ts'

export const stateWords: Record<State, string> = {
  draft: 'Kladde',
  sent: 'Sendt',
  received: 'Modtaget',
  needsInformation: 'Mangler en oplysning',
  contacted: 'Kontaktet',
  accepted: 'Taget imod',
  waiting: 'På venteliste',
  redirected: 'Vist videre',
  declinedByReceiver: 'Kan ikke tages imod',
  declinedByWoman: 'Hun har sagt nej tak',
  notReached: 'Ikke truffet',
  started: 'Startet',
  ended: 'Afsluttet',
  withdrawn: 'Trukket tilbage',
  mistaken: 'Oprettet ved en fejl',
}

/** What the next step is, as it stands on a row: "Ring til hende senest …". */
export const clockWords: Record<ClockKey, string> = {
  receive: 'Tag imod henvisningen',
  contact: 'Ring til hende',
  nextAttempt: 'Prøv at ringe igen',
  giveUp: 'Afgør, om I skal stoppe med at ringe',
  answer: 'Svar på spørgsmålet',
  decide: 'Afgør, om I tager imod',
  assign: 'Find en, der tager ansvaret',
  waiting: 'Se på ventelisten igen',
  firstSession: 'Hold den første samtale',
  course: 'Næste samtale i forløbet',
  afterLoss: 'Tal med hende, når hun er klar',
  followUp: 'Tal med hende om en anden vej',
}

export const feedbackWords: Record<FeedbackLevel, string> = {
  none: 'Ingen besked',
  status: 'Modtaget, startet, afsluttet',
  summary: 'Modtaget, startet, afsluttet og den opsummering, hun har godkendt',
}

export const reasonWords: { [L in ReasonList]: Record<ReasonCode<L>, string> } = {
  declinedByReceiver: {
    outsideTargetGroup: 'Uden for aftalens målgruppe',
    outsideArea: 'Uden for området',
    needsSpecialist: 'Behov for specialiseret hjælp',
    alreadyHelped: 'Får allerede denne hjælp',
    noCapacity: 'Ingen plads inden for rimelig tid',
    duplicate: 'Allerede henvist af en anden',
    other: 'Andet, skriv hvad',
  },
  declinedByWoman: {
    notNow: 'Ikke lige nu',
    hasOtherHelp: 'Har anden hjælp',
    wantsAnonymous: 'Vil hellere være anonym',
    practical: 'Tid eller sted passer ikke',
    noReasonGiven: 'Har ikke sagt hvorfor',
    other: 'Andet, skriv hvad',
  },
  withdrawn: {
    sheRegretted: 'Hun har fortrudt',
    wrongRecipient: 'Sendt til den forkerte modtager',
    movedAway: 'Hun er flyttet',
    otherHelpFound: 'Har fået anden hjælp',
    draftDropped: 'Kladden blev ikke brugt',
    other: 'Andet, skriv hvad',
  },
  consent: { consentWithdrawn: 'Hun har trukket sit samtykke tilbage' },
  redirected: {
    otherAssociation: 'En anden forening',
    familyOutpatientUnit: 'Familieambulatoriet',
    healthVisitor: 'Sundhedsplejen',
    municipalCounselling: 'Kommunens rådgivning',
    openCounselling: 'Åben rådgivning',
    specialisedHelp: 'Specialiseret hjælp',
    other: 'Et andet sted, skriv hvor',
  },
  waiting: {
    noCapacity: 'Ingen ledig tid',
    sheWishesLater: 'Hun ønsker at vente',
    afterBirth: 'Efter fødslen',
    interpreter: 'Venter på tolk',
    groupStart: 'Venter på, at holdet starter',
    other: 'Andet, skriv hvad',
  },
  falseEnrolment: {
    wrongPerson: 'Forkert person',
    duplicate: 'Oprettet to gange',
    neverAgreed: 'Hun havde ikke sagt ja',
    wrongProgramme: 'Forkert indsats',
    other: 'Andet, skriv hvad',
  },
  amend: {
    typingError: 'Skrivefejl',
    newInformation: 'Ny oplysning',
    sheAskedForIt: 'Hun har bedt om det',
    newDueDate: 'Ny termin efter scanning',
    other: 'Andet, skriv hvad',
  },
  ended: {
    asAgreed: 'Afsluttet som aftalt',
    sheStopped: 'Hun ønskede at stoppe',
    movedAway: 'Hun er flyttet',
    toOtherHelp: 'Hjælpen fortsætter et andet sted',
    lostContact: 'Vi har mistet kontakten',
    other: 'Andet, skriv hvad',
  },
  followUp: {
    newReferral: 'Jeg har henvist til et andet sted',
    codeCard: 'Hun har fået et kodekort',
    otherHelp: 'Hun får anden hjælp',
    sheWantsNothing: 'Hun ønsker ikke mere nu',
    couldNotReach: 'Jeg kunne ikke få fat i hende',
    other: 'Andet, skriv hvad',
  },
}

export const fieldWords: Record<AmendableField, string> = {
  name: 'navn',
  cpr: 'CPR-nummer',
  phone: 'telefon',
  birthDate: 'fødselsdag',
  dueDate: 'termin',
  childBirthDate: 'barnets fødselsdag',
  reasons: 'det fylder',
  note: 'note',
  track: 'tilbud',
  site: 'sted',
  mode: 'måde at mødes på',
  language: 'sprog',
  interpreter: 'tolk',
  contact: 'tryg kontakt',
}

export const refusalWords: Record<RefusalCode, string> = {
  notFromThisState: 'Det kan ikke gøres nu. En anden kan have været her før dig. Se siden igen.',
  notYourSide: 'Det er den anden part, der skal gøre det.',
  noConsent: 'Uden et gyldigt samtykke sender vi intet. Giv et kodekort i stedet.',
  personMissing: 'Vælg, hvem der har ansvaret.',
  reasonUnknown: 'Vælg en af grundene på listen.',
  noteMissing: 'Skriv med dine egne ord, hvad det handler om.',
  attemptsMissing: 'Prøv tre gange, før I stopper. Noter hvert forsøg her.',
  notAssigned: 'Vælg først, hvem der tager ansvaret for hende.',
  fieldNotAmendable: 'Det felt kan ikke rettes her. Et andet samtykke kræver en ny henvisning.',
  dateInPast: 'Skriv en dag, der ikke er gået.',
  dateTooFar: `Vælg en dag inden for de næste ${furthestPlan} dage, så hun ikke bliver glemt.`,
  nothingToFollowUp: 'Der er allerede fulgt op.',
  nothingToUndo: 'Det kan ikke fortrydes længere, fordi der er sket noget siden.',
  alreadyStopped: 'Det er allerede stoppet.',
}

/** Why a command was not carried out, in words: the machine's reasons and the house's own. */
export const refusedWords: Record<Refused['refusal'], string> = {
  ...refusalWords,
  changedSince:
    'En anden har været her, siden du åbnede siden. Se, hvor hun står nu, og send igen, hvis det stadig passer.',
  noRoom: 'Der er ikke plads. Vælg en anden, eller tal med hende og skriv hende på venteliste.',
  valueWrong: 'Ret det, der er markeret.',
}

export const stepWords: Record<StepName, string> = {
  who: 'Hvem',
  why: 'Hvorfor',
  wish: 'Hendes ønske',
  contact: 'Tryg kontakt',
  consent: 'Samtykke',
  check: 'Tjek svarene',
}

export const modeWords: Record<Mode, string> = { physical: 'Ved fremmøde', video: 'Video', phone: 'Telefon' }

export const answerWords: Record<Answer, string> = { yes: 'Ja', no: 'Nej', unknown: 'Ikke oplyst' }

/** What she says yes to, as it reads after "Samtykket omfatter". */
export const scopeWords: Record<Scope, string> = {
  identity: 'hvem hun er',
  reasons: 'det, der fylder',
  pregnancy: 'termin eller barnets alder',
  wish: 'hendes ønske',
  contact: 'tryg kontakt',
  note: 'noten',
}
/** The same, read aloud to her: she is du. */
export const scopeWordsToHer: Record<Scope, string> = {
  identity: 'hvem du er',
  reasons: 'det, der fylder for dig',
  pregnancy: 'din termin eller dit barns alder',
  wish: 'dit ønske',
  contact: 'hvordan de kan kontakte dig trygt',
  note: 'noten',
}
