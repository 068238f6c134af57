import { after, before } from 'node:test'
import { identityContract } from './contract.testing.ts'
import { startIssuer, type Twist } from './issuer.testing.ts'
import { oidcProvider } from './oidc.ts'
import { fakeSaml } from './saml.testing.ts'

const now = () => new Date('2026-11-23T08:00:00Z')
const seconds = Math.floor(now().getTime() / 1000)

let issuer: Awaited<ReturnType<typeof startIssuer>>
before(async () => {
  issuer = await startIssuer(now)
})
after(() => issuer.close())

const twists: Record<string, Twist> = {
  signature: { signedBy: 'stranger' },
  audience: { claims: { aud: 'somebody-else' } },
  issuer: { claims: { iss: 'https://other.example' } },
  expired: { claims: { iat: seconds - 400, exp: seconds - 100 } },
  early: { claims: { nbf: seconds + 600 } },
  low: { claims: { loa: 'Low' } },
  unstated: { claims: { loa: undefined } },
}

identityContract('OpenID Connect', async () => ({
  provider: oidcProvider(issuer.settings, { now }),
  answer: (asked, subject, wrong) => issuer.answer(asked.address, subject, wrong ? twists[wrong] : {}),
  refusal(asked) {
    const url = new URL(asked.remember.callback ?? '')
    url.searchParams.set('error', 'access_denied')
    url.searchParams.set('state', asked.state)
    return url
  },
}))
identityContract('SAML behind the same port', async () => fakeSaml(now))
