import type { Kysely } from 'kysely'
import type { Clock } from '../kernel/clock.ts'
import { allDemoStaff, type IdentityProvider, oidcProvider, putWorkplaceIdentity } from '../rooms/govern/index.ts'
import type { DemoPerson } from './demo-issuer.ts'

const houses = [
  { key: 'region-syddanmark', name: 'Region Syddanmark (opdigtet login)' },
  { key: 'moedrehjaelpen', name: 'Mødrehjælpen (opdigtet login)' },
]
const mitid = 'mitid'

/** Who the demonstration's sign-in vouches for, where it sends them back, and how our accounts are bound to it. */
export const demoSignIn = async (kysely: Kysely<unknown>, baseUrl: string) => {
  const staff = await allDemoStaff(kysely)
  const subjectOf = (name: string) => `${name.split(' ')[0]?.toLowerCase()}-paa-arbejde`
  const people: DemoPerson[] = [
    ...staff.map(one => ({
      client: one.organisationKey,
      subject: subjectOf(one.name),
      words: `${one.name}, ${one.title.toLocaleLowerCase('da')}`,
      loa: 'Substantial' as const,
    })),
    { client: mitid, subject: 'amina', words: 'Amina Test Said, niveau Betydelig', loa: 'Substantial' },
    { client: mitid, subject: 'amina-lav', words: 'Amina Test Said, niveau Lav', loa: 'Low' },
  ]
  const callbacks = {
    ...Object.fromEntries(houses.map(({ key }) => [key, `${baseUrl}/log-ind/svar/${key}`])),
    [mitid]: `${baseUrl}/min-side/svar`,
  }
  const bind = async (keeper: Kysely<unknown>, issuer: string) => {
    for (const one of staff) await putWorkplaceIdentity(keeper, one, issuer, subjectOf(one.name))
  }
  return { people, callbacks, bind }
}

export const demoProviders = (issuer: string, clock: Clock): IdentityProvider[] => {
  const common = {
    issuer,
    scope: 'openid',
    signedWith: 'RS256',
    ask: {},
    level: {
      claim: 'loa',
      values: { Low: 'low', Substantial: 'substantial', High: 'high' },
      least: 'substantial',
    },
  } as const
  return [
    ...houses.map(({ key, name }) =>
      oidcProvider({ ...common, key, name, for: 'staff', organisation: key, clientId: key }, clock),
    ),
    oidcProvider({ ...common, key: mitid, name: 'MitID (opdigtet)', for: 'citizen', clientId: mitid }, clock),
  ]
}
