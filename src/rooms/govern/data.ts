import type { Data } from '../../kernel/data.ts'

const staff = { whose: 'staff', keep: 'staff' } as const
const hers = { whose: 'woman', keep: 'case', case: 'family', moment: 'at' } as const

/** What the tables of this room hold, and of whom. */
export const data: Data = {
  'govern.organisation': {
    whose: 'nobody',
    purpose: 'kende organisationerne og deres efterfølgere',
    keep: 'rules',
    columns: { operational: 'id key name kind valid_from valid_to successor synthetic' },
  },
  'govern.site': {
    whose: 'nobody',
    purpose: 'kende stederne, hvor familier mødes',
    keep: 'rules',
    columns: { operational: 'id organisation key name kind municipality' },
  },
  'govern.staff': {
    ...staff,
    purpose: 'vide, hvem der arbejder her og med hvad',
    columns: {
      identifier: 'name',
      contact: 'email',
      staff: 'title role sites weekly_hours starts_on ends_on left_at may_hold',
      operational: 'organisation id synthetic version',
    },
  },
  'govern.roster': {
    ...staff,
    purpose: 'vide, hvem der er hvor på hvilke ugedage',
    columns: { staff: 'staff weekday starts ends', operational: 'organisation id site room' },
  },
  'govern.absence': {
    ...staff,
    purpose: 'give hver fraværsdag en afløser',
    columns: { staff: 'staff day cover reason by', operational: 'organisation id at' },
  },
  'govern.staff_role': {
    ...staff,
    purpose: 'vide, hvilke roller der er givet hvornår og af hvem',
    columns: {
      staff: 'staff role given_by ended_by',
      operational: 'organisation id from_at until_at given_at ended_at',
    },
  },
  'govern.access_event': {
    ...staff,
    purpose: 'vide, hvad der er sket med en adgang',
    columns: { staff: 'staff by kind detail', operational: 'organisation id at' },
  },
  'govern.invitation': {
    ...staff,
    purpose: 'lade en ny medarbejder komme ind',
    columns: {
      staff: 'staff reason checked made_by',
      operational: 'organisation id made_at expires_at used_at ended_at',
    },
  },
  'govern.passkey': {
    ...staff,
    purpose: 'lade en medarbejder logge ind med sin egen enhed',
    columns: {
      staff: 'staff label transports',
      secret: 'credential public_key counter',
      operational: 'organisation id made_at used_at ended_at',
    },
  },
  'govern.credential': {
    ...staff,
    purpose: 'lade en medarbejder logge ind med kode',
    columns: {
      contact: 'email',
      secret: 'password_hash otp_secret last_otp_step',
      staff: 'staff',
      operational: 'organisation',
    },
  },
  'govern.workplace_identity': {
    ...staff,
    purpose: 'lade en medarbejder logge ind hos sin arbejdsplads',
    columns: {
      staff: 'staff bound_by',
      identifier: 'issuer subject',
      operational: 'organisation id bound_at ended_at',
    },
  },
  'govern.known_device': {
    ...staff,
    purpose: 'holde gæt på koder ude uden at låse medarbejderen ude',
    columns: { staff: 'staff', secret: 'token_hash', operational: 'organisation used_at' },
  },
  'govern.known_network': {
    ...staff,
    purpose: 'holde gæt på koder ude uden at låse medarbejderen ude',
    columns: { staff: 'staff network', operational: 'organisation used_at' },
  },
  'govern.sign_in_try': {
    whose: 'staff',
    purpose: 'holde gæt på koder ude',
    keep: 'technical',
    columns: { staff: 'network', secret: 'email_hash', operational: 'at id tier was_right' },
  },
  'govern.sign_in_link': {
    whose: 'staff',
    purpose: 'logge ind i demonstrationen',
    keep: 'technical',
    columns: { staff: 'staff', secret: 'token_hash', operational: 'organisation expires_at' },
  },
  'govern.ceremony': {
    whose: 'nobody',
    purpose: 'huske et login, der er i gang',
    keep: 'technical',
    columns: { secret: 'key_hash browser_hash body', operational: 'kind expires_at' },
  },
  'govern.citizen': {
    whose: 'citizen',
    purpose: 'kende en borger igen, der logger ind',
    keep: 'technical',
    columns: { identifier: 'issuer subject', operational: 'id made_at' },
  },
  'govern.break_glass': {
    whose: 'woman',
    purpose: 'vide, hvem der har brugt nødadgang, og hvorfor',
    keep: 'log',
    case: 'case',
    columns: { case: 'code words', staff: 'staff role', operational: 'organisation id case minutes opened_at until' },
  },
  'govern.sample': {
    whose: 'woman',
    purpose: 'gennemgå tilfældige opslag',
    keep: 'log',
    case: 'case',
    columns: { staff: 'staff role', operational: 'organisation id week looked_at case what purpose drawn_at' },
  },
  'govern.sample_week': {
    whose: 'nobody',
    purpose: 'vide, at ugens stikprøve er udtrukket',
    keep: 'log',
    columns: { operational: 'organisation week looks drawn at' },
  },
  'govern.review': {
    whose: 'staff',
    purpose: 'vide, hvad gennemgangen af et opslag viste',
    keep: 'log',
    columns: { staff: 'about by outcome words', operational: 'organisation id subject subject_id at' },
  },
  'govern.subject_request': {
    ...hers,
    purpose: 'svare på det, hun har bedt om',
    columns: { case: 'kind asked_by how words received_on', staff: 'by', operational: 'organisation id family at' },
  },
  'govern.subject_answer': {
    ...hers,
    purpose: 'vide, hvad der er svaret hende, og hvem der har fået besked',
    columns: { case: 'decision words told', staff: 'by', operational: 'organisation id request family at' },
  },
  'govern.case_mark': {
    ...hers,
    purpose: 'begrænse brugen af hendes oplysninger, eller holde dem tilbage fra sletning',
    columns: { case: 'kind stands reason', staff: 'by', operational: 'organisation id family nth at' },
  },
  'govern.subject_copy': {
    ...hers,
    purpose: 'vide, hvem der har hentet en kopi af hendes oplysninger, og hvorfor',
    columns: { case: 'about reason', staff: 'by', secret: 'session', operational: 'organisation id family at until' },
  },
  'govern.erasure_order': {
    ...hers,
    purpose: 'slette det, nogen har besluttet at slette',
    columns: { case: 'cause words', staff: 'by', operational: 'organisation id family at' },
  },
  'govern.retention_due': {
    ...hers,
    purpose: 'foreslå sletning, når tiden er gået',
    columns: { operational: 'organisation family due_on at' },
  },
  'govern.retention': {
    whose: 'nobody',
    purpose: 'kende organisationens egne frister',
    keep: 'rules',
    columns: { operational: 'organisation id record months source at' },
  },
  'govern.erasure': {
    whose: 'nobody',
    purpose: 'kunne slette igen efter en genskabelse, uden at vide hvem',
    keep: 'log',
    columns: { anonymous: 'organisation digest cause rows at' },
  },
  'govern.consent': {
    ...hers,
    purpose: 'vide, hvad hun har sagt ja til, hvem der må få det, og hvor længe',
    also: 'other_family',
    columns: {
      case: 'basis form oral_reason given_by custodian parts purpose feedback given_on until',
      staff: 'witness by',
      operational: 'organisation id family other_organisation other_family replaces at synthetic',
    },
  },
  'govern.consent_end': {
    ...hers,
    purpose: 'lukke for det, hun har trukket tilbage',
    also: 'other_family',
    columns: {
      case: 'said_by',
      staff: 'by',
      operational: 'organisation consent family other_organisation other_family at',
    },
  },
  'govern.consent_decision': {
    ...hers,
    purpose: 'vide, at nogen har taget stilling, før et samtykke udløber',
    columns: { case: 'outcome words', staff: 'by', operational: 'organisation consent family at' },
  },
  'govern.disclosure': {
    ...hers,
    purpose: 'vise, hvad der er givet videre uden hendes samtykke, hvorfor, og om hun ved det',
    columns: {
      case: 'basis justification recipient what told_on not_told_reason tell_by',
      staff: 'by',
      operational: 'organisation id family at',
    },
  },
  'govern.disclosure_told': {
    ...hers,
    purpose: 'vise, hvornår hun fik det at vide',
    columns: { case: 'told_on', staff: 'by', operational: 'organisation disclosure family at' },
  },
  'govern.exchange': {
    ...hers,
    whose: 'child',
    purpose: 'holde kommunens udveksling om et barn på to møder',
    columns: { case: 'child reason held_on participants', staff: 'by', operational: 'organisation family nth at' },
  },
}
