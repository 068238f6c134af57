import { stated } from './agreement.ts'
import type { AgreementVersion } from './agreement-version.ts'
import { type Clock, type Denominator, modes, type Organisation, type Site, type Staff, weekdays } from './parts.ts'
import { wordOf } from './values.ts'
import { type Funding, type Money, type Span, type Target, type Track, units } from './version.ts'
import { dayInWords } from './when.ts'

const number = new Intl.NumberFormat('da-DK')
const share = new Intl.NumberFormat('da-DK', { style: 'percent', maximumFractionDigits: 1 })
const list = new Intl.ListFormat('da', { type: 'conjunction' })

export const sayNumber = (value: number): string => number.format(value)
export const sayList = (words: string[]): string => list.format(words)
export const sayDay = dayInWords
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('da') + text.slice(1)
/** Ends a piece of text with exactly one full stop. */
export const stop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

export const sayKroner = (dkk: number): string =>
  dkk >= 100_000 && dkk % 100_000 === 0 ? `${sayNumber(dkk / 1_000_000)} mio. kr.` : `${sayNumber(dkk)} kr.`

const saySpan = (span: Span, say: (value: number) => string): string =>
  span.from === span.to ? say(span.from) : `${say(span.from)}-${say(span.to)}`

const span = (dkk: Span): string =>
  dkk.from === dkk.to ? sayKroner(dkk.from) : `${sayNumber(dkk.from / 1_000_000)}-${sayKroner(dkk.to)}`

export const sayTarget = (target: Target): string =>
  [
    target.about ? 'omkring ' : '',
    saySpan(target.amount, sayNumber),
    ` ${wordOf(units, target.unit)}`,
    target.per === 'year' ? ' om året' : ' i hele perioden',
    target.what ? `, som ${target.what}` : '',
  ].join('')

export const sayMoney = (money: Money): string =>
  [
    money.about ? 'cirka ' : '',
    span(money.dkk),
    money.per === 'year' ? ' om året' : ' i alt',
    money.what ? ` (${money.what})` : '',
  ].join('')

const fundingWords = { grant: 'bevilling', ownFunding: 'egenfinansiering', otherSupport: 'anden støtte' } as const
export const sayFunding = (part: Funding, nameOf: (key: string) => string): string =>
  `${sayList(part.funders.map(nameOf))}: ${stated(part.dkk, sayKroner)} (${fundingWords[part.kind]})`

export const sayOrganisation = (org: Organisation): string =>
  [
    stop(`${org.name}: ${org.role}`),
    org.profile ? stop(capital(org.profile)) : '',
    org.website ? `Hjemmeside: ${org.website}` : '',
    org.contact ? `Kontakt: ${org.contact.role}, ${org.contact.email}, ${org.contact.phone}` : '',
  ]
    .filter(Boolean)
    .join(' ')

export const sayStaff = (staff: Staff, nameOf: (key: string) => string): string =>
  [
    `${staff.role}: `,
    staff.people === null ? 'antal ikke oplyst' : `${sayNumber(staff.people)} personer`,
    staff.fte === null ? '' : `, i alt ${sayNumber(staff.fte)} fuldtidsstillinger`,
    staff.organisation ? `, fra ${nameOf(staff.organisation)}` : '',
    staff.text ? `; ${staff.text}` : '',
  ].join('')

export const sayWindows = (site: Site): string[] =>
  (site.windows ?? []).map(window => {
    const hours =
      window.from && window.to
        ? `kl. ${window.from.replace(':', '.')}–${window.to.replace(':', '.')}`
        : 'klokkeslæt ikke oplyst'
    const room = site.rooms?.find(candidate => candidate.code === window.room)?.text
    return [wordOf(weekdays, window.weekday), hours, room ?? ''].filter(Boolean).join(', ')
  })

/** The forms a site offers, each group with the source that says so. */
export function sayModes(site: Site, sourceName: (key: string) => string): string {
  const bySource = Map.groupBy(site.modes ?? [], mode => mode.source)
  const groups = [...bySource].map(
    ([source, found]) => `${sayList(found.map(({ mode }) => wordOf(modes, mode)))} (${sourceName(source)})`,
  )
  return groups.length > 0 ? groups.join('; ') : 'ikke oplyst'
}

const after: Record<Clock['after'], string> = {
  sent: 'henvisningen er sendt',
  received: 'henvisningen er modtaget',
  contacted: 'kvinden er kontaktet',
  assigned: 'kvinden har fået en fast rådgiver',
  missed: 'hun ikke var til at få fat i',
  asked: 'spørgsmålet er stillet',
  queued: 'hun er skrevet på venteliste',
  started: 'forløbet er begyndt',
  lost: 'tabet er oplyst',
  closed: 'henvisningen er lukket før start',
  planned: 'planen er aftalt',
  ended: 'forløbet er afsluttet',
}
export const sayClock = (clock: Clock): string =>
  clock.weekdays === 0 ? 'med det samme' : `senest ${clock.weekdays} hverdage efter, at ${after[clock.after]}`

export const sayPoint = (of: Denominator, point: Denominator['series'][number]): string => {
  const value = of.unit === 'share' ? share.format(point.value) : sayNumber(point.value)
  const how = point.kind === 'about' ? 'ca. ' : point.kind === 'estimate' ? 'skøn: ' : ''
  return `${how}${value} ${of.what}, ${of.area}`
}

const part = (name: string, words: { value: string }[] | undefined): string =>
  words ? `${name}: ${sayList(words.map(word => word.value))}.` : ''

/** The whole track in words, as the agreement page shows it. */
export const sayTrack = (track: Track): string =>
  [
    stop(track.text ? `${track.name}: ${track.text}` : track.name),
    track.planned ? 'Er på vej.' : '',
    part('Emner', track.topics),
    part('Områder', track.areas),
    part('Tilbud', track.offers),
    track.municipalities
      ? `I ${track.municipalities.count} kommuner; ${stated(track.municipalities.names, names => `kommunerne er ${sayList(names)}`).replace('ikke oplyst', 'hvilke er ikke oplyst')}.`
      : '',
    track.maxSessions === null ? '' : `Højst ${track.maxSessions} samtaler.`,
    track.target ? stop(capital(sayTarget(track.target))) : '',
  ]
    .filter(Boolean)
    .join(' ')

export const sayPeriod = (version: AgreementVersion): string =>
  version.from === null && version.to === null
    ? 'ikke oplyst'
    : `${stated(version.from, from => from.text)} – ${stated(version.to, to => to.text)}`
