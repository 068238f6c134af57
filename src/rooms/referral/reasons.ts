// Coded reasons. The Danish words stand in words.da.ts; 'other' must be explained in a note.
export const reasonCodes = {
  declinedByReceiver: [
    'outsideTargetGroup',
    'outsideArea',
    'needsSpecialist',
    'alreadyHelped',
    'noCapacity',
    'duplicate',
    'other',
  ],
  declinedByWoman: ['notNow', 'hasOtherHelp', 'wantsAnonymous', 'practical', 'noReasonGiven', 'other'],
  withdrawn: ['sheRegretted', 'wrongRecipient', 'movedAway', 'otherHelpFound', 'draftDropped', 'other'],
  // Written by the system alone, when she takes her consent back.
  consent: ['consentWithdrawn'],
  // Where else: named so that none of the words alone tells of violence.
  redirected: [
    'otherAssociation',
    'familyOutpatientUnit',
    'healthVisitor',
    'municipalCounselling',
    'openCounselling',
    'specialisedHelp',
    'other',
  ],
  waiting: ['noCapacity', 'sheWishesLater', 'afterBirth', 'interpreter', 'groupStart', 'other'],
  falseEnrolment: ['wrongPerson', 'duplicate', 'neverAgreed', 'wrongProgramme', 'other'],
  amend: ['typingError', 'newInformation', 'sheAskedForIt', 'newDueDate', 'other'],
  ended: ['asAgreed', 'sheStopped', 'movedAway', 'toOtherHelp', 'lostContact', 'other'],
  followUp: ['newReferral', 'codeCard', 'otherHelp', 'sheWantsNothing', 'couldNotReach', 'other'],
} as const

export type ReasonList = keyof typeof reasonCodes
export type ReasonCode<L extends ReasonList = ReasonList> = (typeof reasonCodes)[L][number]
export type Reason = { list: ReasonList; code: string }

export const isReason = (list: ReasonList, code: string): boolean =>
  (reasonCodes[list] as readonly string[]).includes(code)

/** What the referrer may correct after sending. Consent is not here: another recipient or scope needs a new consent. */
export const amendable = [
  'name',
  'cpr',
  'phone',
  'birthDate',
  'dueDate',
  'childBirthDate',
  'reasons',
  'note',
  'track',
  'site',
  'mode',
  'language',
  'interpreter',
  'contact',
] as const
export type AmendableField = (typeof amendable)[number]

/** A try on a wrong number was no try: correcting these starts the count of attempts again. */
export const waysToReachHer: readonly string[] = ['phone', 'contact'] satisfies AmendableField[]
