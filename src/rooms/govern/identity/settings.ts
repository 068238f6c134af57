import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Clock } from '../../../kernel/clock.ts'
import { PlainFault } from '../../../kernel/refusal.ts'
import { levelWords } from './level.ts'
import { type OidcSettings, oidcProvider } from './oidc.ts'
import type { EnoughLevel, IdentityProvider, Level } from './provider.ts'

const known = new Set([
  'key',
  'name',
  'for',
  'organisation',
  'issuer',
  'clientId',
  'clientSecretFile',
  'scope',
  'signedWith',
  'ask',
  'level',
])
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', 'RS384', 'RS512', 'PS384', 'PS512', 'ES384', 'ES512']

/** Reads who vouches for whom: the file BROBYGGER_IDENTITY names. Without one there is no such way in. */
export const readProviders = (
  clock: Clock,
  env: Record<string, string | undefined> = process.env,
): IdentityProvider[] => {
  const file = env.BROBYGGER_IDENTITY
  return file ? readSettings(readText(file), file).map(one => oidcProvider(one, clock)) : []
}

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new PlainFault(`Filen ${file} kan ikke læses.`)
  }
}

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The file as settings; the first fault stops with one sentence that names the place. */
export const readSettings = (text: string, file: string): OidcSettings[] => {
  let document: unknown
  try {
    document = parse(text, { maxAliasCount: 0 })
  } catch {
    throw new PlainFault(`${file} er ikke gyldig YAML.`)
  }
  const list = isRaw(document) ? document.providers : undefined
  if (!Array.isArray(list)) throw new PlainFault(`${file}: skriv en liste under providers.`)
  const settings = list.map((one, at) => readOne(one, `${file}, nummer ${at + 1} under providers`))
  const twice = settings.find((one, at) => settings.findIndex(other => other.key === one.key) !== at)
  if (twice) throw new PlainFault(`${file}: nøglen ${twice.key} står to gange.`)
  if (settings.filter(one => one.for === 'citizen').length > 1)
    throw new PlainFault(`${file}: der kan kun være én med for: citizen.`)
  return settings
}

const readOne = (raw: unknown, where: string): OidcSettings => {
  const must = (isGood: boolean, sentence: string) => {
    if (!isGood) throw new PlainFault(`${where}: ${sentence}`)
  }
  if (!isRaw(raw)) throw new PlainFault(`${where}: skriv key, name, for, issuer, clientId og level.`)
  for (const name of Object.keys(raw)) must(known.has(name), `${name} kender vi ikke.`)
  const text = (name: string, otherwise?: string): string => {
    const value = raw[name] ?? otherwise
    if (typeof value !== 'string' || value === '') throw new PlainFault(`${where}: ${name} mangler.`)
    return value
  }
  const key = text('key')
  must(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key), 'key skal være små bogstaver, tal og bindestreger.')
  const whose = text('for')
  must(whose === 'staff' || whose === 'citizen', 'for skal være staff eller citizen.')
  const organisation = whose === 'staff' ? text('organisation') : undefined
  const issuer = text('issuer')
  must(
    /^https:\/\/[^/?#]+/.test(issuer) || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(issuer),
    'issuer skal være en https-adresse.',
  )
  const signedWith = text('signedWith', 'RS256')
  must(algorithms.includes(signedWith), `signedWith skal være en af ${algorithms.join(', ')}.`)
  const scope = text('scope', 'openid')
  must(scope.split(' ').includes('openid'), 'scope skal have openid med.')
  const secretFile = raw.clientSecretFile
  return {
    key,
    name: text('name'),
    for: whose === 'staff' ? 'staff' : 'citizen',
    organisation,
    issuer,
    clientId: text('clientId'),
    clientSecret: secretFile === undefined ? undefined : readText(text('clientSecretFile')).trim(),
    scope,
    signedWith,
    ask: textsOf(raw.ask ?? {}, `${where}, ask`),
    level: readLevel(raw.level, `${where}, level`),
  }
}

const textsOf = (raw: unknown, where: string): Record<string, string> => {
  if (!isRaw(raw)) throw new PlainFault(`${where}: skriv navne og værdier.`)
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      if (typeof value !== 'string') throw new PlainFault(`${where}: ${name} skal være en tekst.`)
      return [name, value]
    }),
  )
}

const readLevel = (raw: unknown, where: string): OidcSettings['level'] => {
  if (!isRaw(raw) || typeof raw.claim !== 'string')
    throw new PlainFault(`${where}: skriv claim og values: hvor sikkert login var, kan ikke gættes.`)
  const levelOf = (word: string): Level => {
    if (!Object.hasOwn(levelWords, word)) throw new PlainFault(`${where}: ${word} er ikke Lav, Betydelig eller Høj.`)
    return levelWords[word as keyof typeof levelWords]
  }
  const values = Object.entries(textsOf(raw.values, `${where}, values`)).map(([said, word]) => [said, levelOf(word)])
  if (values.length === 0) throw new PlainFault(`${where}: values er tom.`)
  const least = levelOf(typeof raw.least === 'string' ? raw.least : 'Betydelig')
  if (least === 'low') throw new PlainFault(`${where}: least kan ikke være Lav: Betydelig er det mindste.`)
  return { claim: raw.claim, values: Object.fromEntries(values) as Record<string, Level>, least: least as EnoughLevel }
}
