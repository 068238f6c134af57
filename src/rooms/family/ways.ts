import { languageWord } from './languages.ts'
import type { ContactRule } from './store.ts'

/** The ways that are open to reach her. What nobody has asked is closed. */
export interface Ways {
  call: boolean
  text: boolean
  message: boolean
  /** Hours of the day, '9-11'; empty = no hours were named. */
  hours: string[]
  /** Somebody reads along: time and date alone may be written. */
  discreet: boolean
}

const closed: Ways = { call: false, text: false, message: false, hours: [], discreet: true }

/**
 * What a contact rule allows. Unknown means no contact that way; answers she gave while somebody else was in the
 * room, or nobody knows, are not hers to rely on.
 */
export const waysOf = (rule: ContactRule | null): Ways => {
  if (rule?.aloneWhenAsked !== true) return closed
  // A text may be read by others; as long as nobody has asked who reads along, none is written.
  const mayWrite = rule.readAlong !== null
  return {
    call: rule.mayCall === true,
    text: mayWrite && rule.mayText === true,
    message: mayWrite && rule.mayLeaveMessage === true,
    hours: rule.bestHours,
    discreet: rule.readAlong !== false,
  }
}

const hoursInWords = (hours: string[]): string => {
  const said = hours.map(span => span.replace('-', '–'))
  const last = said.pop()
  return said.length > 0 ? `${said.join(', ')} og ${last}` : (last ?? '')
}

const isEmpty = (rule: ContactRule): boolean =>
  [rule.mayCall, rule.mayText, rule.mayLeaveMessage, rule.readAlong].every(answer => answer === null)

const interpreterWords = (rule: ContactRule | null): string | undefined =>
  rule?.interpreter
    ? `Tolk${rule.language ? `: ${languageWord(rule.language).toLocaleLowerCase('da')}` : ''}.`
    : undefined

/** How she may be reached, in words: 'Ring kl. 9–11. Læg ikke besked.' */
export const contactWords = (rule: ContactRule | null): string =>
  [reachWords(rule), interpreterWords(rule)].filter(Boolean).join(' ')

const reachWords = (rule: ContactRule | null): string => {
  if (!rule || isEmpty(rule)) return 'Ikke spurgt: ingen kontakt.'
  if (rule.aloneWhenAsked !== true) return 'Ikke spurgt alene: ingen kontakt, før hun er det.'
  const ways = waysOf(rule)
  if (!ways.call && !ways.text) return 'Ring ikke, skriv ikke. Kontakt kun ved fremmøde.'
  const call = ways.call ? `Ring${ways.hours.length > 0 ? ` kl. ${hoursInWords(ways.hours)}` : ''}.` : 'Ring ikke.'
  const message = ways.message ? 'Besked er i orden.' : 'Læg ikke besked.'
  const text = ways.text ? `Må få sms${ways.discreet ? ' med tid og dato alene' : ''}.` : undefined
  return [call, ways.call ? message : undefined, text].filter(Boolean).join(' ')
}
