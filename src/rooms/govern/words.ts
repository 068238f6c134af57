import type { StaffRole } from './staff.ts'

export const roleWords: Record<StaffRole, string> = {
  referrer: 'Henviser',
  counsellor: 'Rådgiver',
  coordinator: 'Koordinator',
  programmeLeader: 'Programleder',
  administrator: 'Administrator',
  dataProtectionOfficer: 'Databeskyttelsesrådgiver',
}

/** What the role sees, said where it is chosen. */
export const roleHints: Record<StaffRole, string> = {
  referrer: 'Henviser familier fra sine egne steder',
  counsellor: 'Har familier, og ser familierne hos jer',
  coordinator: 'Fordeler familier, og ser familierne hos jer',
  programmeLeader: 'Ser tal, ingen familier',
  administrator: 'Ansætter og giver adgang, ser ingen familier',
  dataProtectionOfficer: 'Ser loggen og reglerne for adgang, ingen familier',
}

export const weekdays = ['Mandag', 'Tirsdag', 'Onsdag', 'Torsdag', 'Fredag', 'Lørdag', 'Søndag'] as const

/** '08:30:00' -> '08.30' */
export const clockTime = (time: string): string => time.slice(0, 5).replace(':', '.')

const ways: Record<string, string> = {
  password: 'adgangskode og kode-app',
  passkey: 'adgangsnøgle',
  workplace: 'arbejdspladsens login',
  link: 'demonstrationens link',
}
/** How somebody signed in. */
export const wayWords = (way: string): string => ways[way] ?? way

const isRole = (text: string | null): text is StaffRole => text !== null && Object.hasOwn(roleWords, text)
const checks: Record<string, string> = { met: 'mødt', video: 'set på video', knownNumber: 'ringet op på kendt nummer' }

/** What happened to somebody's access, as a sentence. */
export const eventWords = ({ kind, detail }: { kind: string; detail: string | null }): string => {
  const role = isRole(detail) ? roleWords[detail].toLocaleLowerCase('da') : ''
  const said: Record<string, string> = {
    invited: detail === 'lost' ? 'inviteret igen' : 'inviteret',
    accepted: `invitationen er brugt: ${wayWords(detail ?? '')}`,
    lost: `adgangen er nulstillet, personen er ${checks[detail ?? ''] ?? 'genkendt'}`,
    passkeyAdded: `adgangsnøglen ${detail} er tilføjet`,
    passkeyRemoved: `adgangsnøglen ${detail} er fjernet`,
    workplaceBound: 'bundet til arbejdspladsens login',
    workplaceEnded: 'bindingen til arbejdspladsens login er endt',
    roleGiven: `rollen ${role} er givet`,
    roleEnded: `rollen ${role} er afsluttet`,
    signedIn: `logget ind med ${wayWords(detail ?? '')}`,
    signedOutEverywhere: 'logget af alle steder',
  }
  return said[kind] ?? kind
}
