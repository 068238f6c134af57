import { partsOf } from './parts.ts'
import { fill, packs, unreviewed } from './templates.ts'

/**
 * Parts of words that would tell what a message is about to whoever else sees the phone, a list a language; every text is
 * held against all of them, as a word of one language may tell in another.
 */
export const tellingParts: Readonly<Record<string, readonly string[]>> = {
  da: [
    'abort',
    'barn',
    'barsel',
    'børn',
    'familieamb',
    'føds',
    'gravid',
    'jordemoder',
    'krise',
    'misbrug',
    'mødre',
    'psyk',
    'rusmid',
    'rådgiv',
    'samtaleforløb',
    'socialr',
    'sundhedsplej',
    'svanger',
    'termin',
    'underretning',
    'vold',
  ],
  en: [
    'abuse',
    'baby',
    'birth',
    'child',
    'counsel',
    'crisis',
    'matern',
    'midwi',
    'mother',
    'pregnan',
    'shelter',
    'violen',
  ],
  ar: ['حامل', 'حمل', 'طفل', 'عنف', 'استشار', 'قابلة', 'ولاد'],
  de: ['berat', 'gebur', 'gewalt', 'hebamme', 'kind', 'mutter', 'schwanger'],
  pl: ['ciąż', 'dzieck', 'dzieci', 'położn', 'porad', 'poród', 'przemoc'],
  tr: ['bebek', 'çocuk', 'danışma', 'doğum', 'ebe', 'gebe', 'hamile', 'şiddet'],
  uk: ['вагіт', 'дитин', 'консультац', 'насил', 'пологи', 'акушер'],
}
const tellingBeginnings = Object.values(tellingParts).flat()

export interface Lint {
  /** Names of organisations, units and streets that may not stand in it. */
  blockedNames?: string[]
  /** Hosts a link may lead to; any other link is a fault. */
  allowedHosts?: string[]
}

// An invisible sign inside a word must not carry it past the list.
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u00AD]/gu, '')
    .toLocaleLowerCase('da')

/** What an outgoing text would give away, a sentence each; nothing when it may go out. */
export const outgoingFaults = (text: string, { blockedNames = [], allowedHosts = [] }: Lint = {}): string[] => {
  const said = plain(text)
  const words = said.split(/[^\p{L}\p{N}]+/u)
  const telling = tellingBeginnings.filter(start => words.some(word => word.includes(start)))
  const named = blockedNames.filter(name => name.trim() && said.includes(plain(name)))
  const links = [...said.matchAll(/(?:https?:\/\/|www\.)([^\s/]+)/g)].map(match => match[1] ?? '')
  return [
    ...telling.map(word => `Ordet »${word}…« fortæller, hvad beskeden handler om.`),
    ...named.map(name => `Navnet »${name}« fortæller, hvem beskeden kommer fra.`),
    ...links.filter(host => !allowedHosts.includes(host)).map(host => `Linket til »${host}« kan fortælle, hvem I er.`),
  ]
}

/** The text when it may go out; a text that gives something away is a bug of ours, and stops. */
export const checkedOutgoing = (text: string, lint?: Lint): string => {
  const faults = outgoingFaults(text, lint)
  if (faults.length > 0) throw new Error(`an outgoing text gives something away: ${faults.join(' ')}`)
  return text
}

/** What is wrong with a name to send under: it must fit a telephone, and give nothing away. */
export const senderFaults = (sender: string, names: readonly string[] = []): string[] => [
  ...(/^[A-Za-z][A-Za-z0-9 ]{1,10}$/.test(sender)
    ? []
    : [`»${sender}« skal være 2 til 11 bogstaver fra a til z eller tal.`]),
  ...outgoingFaults(sender, { blockedNames: [...names] }),
]

// Christmas Eve of a year with long names of days and months: no day is longer in any of the languages.
const longest = [new Date('2026-11-26T12:30:00Z'), new Date('2027-09-22T11:45:00Z'), new Date('2026-12-24T22:59:00Z')]

export interface TemplateFault {
  language: string
  kind: string
  fault: string
}

/** Looks through every fixed text in every language against all names that would tell. */
export const templateFaults = (
  names: readonly string[],
  all: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...unreviewed, ...packs },
): TemplateFault[] =>
  Object.entries(all).flatMap(([language, pack]) =>
    Object.entries(pack).flatMap(([kind, template]) => {
      const texts = longest.map(at => fill(template, language, at))
      const faults = new Set([
        ...texts.flatMap(text => outgoingFaults(text, { blockedNames: [...names] })),
        ...texts.flatMap(lengthFaults),
        ...holeFaults(template),
      ])
      return [...faults].map(fault => ({ language, kind, fault }))
    }),
  )

const lengthFaults = (text: string): string[] => {
  const { alphabet, length, parts } = partsOf(text)
  if (alphabet === 'gsm7' && length > 160) return [`Den er ${length} tegn lang; 160 er det meste.`]
  return parts > 2 ? [`Den fylder ${parts} dele; to er det meste.`] : []
}

const holeFaults = (template: string): string[] =>
  [...template.matchAll(/\{([^}]*)\}/g)]
    .map(match => match[1] ?? '')
    .filter(hole => hole !== 'day' && hole !== 'time')
    .map(hole => `Kun dag og tid må sættes ind, ikke »${hole}«.`)
