import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Counterpart } from './contract.testing.ts'
import { enoughLevel } from './level.ts'
import type { Asked, IdentityProvider, Said } from './provider.ts'

// A stand-in that speaks as SAML does: a request with an id, a signed assertion with InResponseTo, Audience, conditions
// and the NSIS level as an attribute, each assertion taken once. It shows that the port fits; it is no adapter.

interface Assertion {
  id: string
  issuer: string
  audience: string
  inResponseTo: string
  subject: string
  notBefore: number
  notOnOrAfter: number
  attributes: Record<string, string[]>
}

const issuer = 'https://saml.example/metadata'
const audience = 'https://hus.example/saml'
const attribute = 'https://data.gov.dk/concept/core/nsis/loa'
const rule = {
  claim: attribute,
  values: { Low: 'low', Substantial: 'substantial', High: 'high' },
  least: 'substantial',
} as const

export const fakeSaml = (now: () => Date): Counterpart => {
  const key = randomBytes(32)
  const taken = new Set<string>()
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()

  const begin = async (): Promise<Asked> => {
    const state = randomBytes(24).toString('base64url')
    return { address: `https://saml.example/sso?RelayState=${state}`, state, remember: { request: state } }
  }

  const finish: IdentityProvider['finish'] = async (answer, remembered): Promise<Said> => {
    const no = (why: Extract<Said, { ok: false }>['why'], detail: string): Said => ({ ok: false, why, detail })
    if (answer.searchParams.get('StatusCode')) return no('declined', 'status')
    const [body = '', signature = ''] = (answer.searchParams.get('SAMLResponse') ?? '').split('.')
    const given = Buffer.from(signature, 'base64url')
    const wanted = sign(body)
    if (!body || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return no('token', 'signature')
    const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as Assertion
    if (said.inResponseTo !== remembered.request || taken.has(said.id))
      return no('answer', 'another question, or again')
    taken.add(said.id)
    if (said.issuer !== issuer || said.audience !== audience) return no('token', 'issuer or audience')
    const at = now().getTime()
    if (at < said.notBefore - 30_000 || at >= said.notOnOrAfter + 30_000) return no('time', 'conditions')
    const level = enoughLevel(said.attributes, rule)
    return level ? { ok: true, issuer, subject: said.subject, level } : no('level', 'level')
  }

  const back = (asked: Asked) => {
    const url = new URL('https://hus.example/log-ind/svar/saml')
    url.searchParams.set('state', asked.state)
    return url
  }

  return {
    provider: { key: 'saml', name: 'Kommunen', for: 'staff', organisation: 'kommune', issuer, begin, finish },
    answer(asked, subject, wrong) {
      const at = now().getTime()
      const assertion: Assertion = {
        id: randomBytes(16).toString('hex'),
        issuer: wrong === 'issuer' ? 'https://other.example' : issuer,
        audience: wrong === 'audience' ? 'https://other.example' : audience,
        inResponseTo: asked.state,
        subject,
        notBefore: wrong === 'early' ? at + 600_000 : at,
        notOnOrAfter: wrong === 'expired' ? at - 600_000 : at + 300_000,
        attributes: wrong === 'unstated' ? {} : { [attribute]: [wrong === 'low' ? 'Low' : 'Substantial'] },
      }
      const body = Buffer.from(JSON.stringify(assertion)).toString('base64url')
      const signature = wrong === 'signature' ? randomBytes(32) : sign(body)
      const url = back(asked)
      url.searchParams.set('SAMLResponse', `${body}.${signature.toString('base64url')}`)
      return url
    },
    refusal(asked) {
      const url = back(asked)
      url.searchParams.set('StatusCode', 'AuthnFailed')
      return url
    },
  }
}
