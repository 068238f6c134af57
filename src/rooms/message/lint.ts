/** Beginnings of words that would tell what an outgoing message is about to whoever else sees the phone. */
const tellingBeginnings = [
  'abort',
  'barn',
  'barsel',
  'børn',
  'familieamb',
  'fødsel',
  'gravid',
  'jordemoder',
  'krisecent',
  'misbrug',
  'mødrehj',
  'psyk',
  'rusmid',
  'rådgiv',
  'samtaleforløb',
  'sundhedsplej',
  'svanger',
  'termin',
  'underretning',
  'vold',
]

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
