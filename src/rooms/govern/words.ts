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
