import * as oidc from 'openid-client'
import type { Clock } from '../../../kernel/clock.ts'
import { enoughLevel, type LevelRule } from './level.ts'
import type { Asked, IdentityFault, IdentityProvider, Remembered, Said } from './provider.ts'

export interface OidcSettings {
  key: string
  name: string
  for: 'staff' | 'citizen'
  organisation?: string
  issuer: string
  clientId: string
  clientSecret?: string
  scope: string
  /** The one algorithm its tokens are signed with. */
  signedWith: string
  /** Further parameters of the question, for example acr_values. */
  ask: Record<string, string>
  level: LevelRule
}

// How old a token may be, and how far the two clocks may be apart.
const oldest = 600
const apart = 30

/** OpenID Connect behind the port: authorisation code with PKCE, state and nonce; the token is checked here. */
export const oidcProvider = (settings: OidcSettings, clock: Clock): IdentityProvider => {
  // What our clock says beside the one the library reads: nothing in operation, hours in a test.
  const aside = () => Math.round((clock.now().getTime() - (performance.timeOrigin + performance.now())) / 1000)
  let known: { config: oidc.Configuration; skew: number; at: number } | undefined

  /** What the issuer says of itself, asked again every hour. */
  const configuration = async (): Promise<oidc.Configuration> => {
    const now = clock.now().getTime()
    const skew = aside()
    if (known && Math.abs(known.skew - skew) <= 1 && now - known.at < 3_600_000) return known.config
    const config = await oidc.discovery(
      new URL(settings.issuer),
      settings.clientId,
      {
        client_secret: settings.clientSecret,
        id_token_signed_response_alg: settings.signedWith,
        [oidc.clockSkew]: skew,
        [oidc.clockTolerance]: apart,
      },
      settings.clientSecret ? undefined : oidc.None(),
      {
        timeout: 5,
        execute: [
          // The signature is checked against the issuer's own keys, also where the token came straight from it.
          oidc.enableNonRepudiationChecks,
          ...(settings.issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : []),
        ],
      },
    )
    known = { config, skew, at: now }
    return config
  }

  const begin: IdentityProvider['begin'] = async (callback, { fresh }) => {
    const found = await configuration().catch((error: unknown) => ({ error }))
    if (!('serverMetadata' in found)) return { unreachable: String(found.error) }
    const config = found
    const remember = {
      callback,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      ...(fresh ? { fresh: 'yes' } : {}),
    }
    const address = oidc.buildAuthorizationUrl(config, {
      ...settings.ask,
      redirect_uri: callback,
      scope: settings.scope,
      state: remember.state,
      nonce: remember.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(remember.verifier),
      code_challenge_method: 'S256',
      ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
    })
    const asked: Asked = { address: address.href, state: remember.state, remember }
    return asked
  }

  const finish = async (answer: URL, remembered: Remembered): Promise<Said> => {
    try {
      // The address as it was asked for: what stands before the proxy is not what the issuer sent her to.
      const url = new URL(remembered.callback ?? '')
      url.search = answer.search
      const tokens = await oidc.authorizationCodeGrant(await configuration(), url, {
        expectedState: remembered.state,
        expectedNonce: remembered.nonce,
        pkceCodeVerifier: remembered.verifier,
        idTokenExpected: true,
        ...(remembered.fresh ? { maxAge: oldest } : {}),
      })
      const claims = tokens.claims()
      if (!claims) return { ok: false, why: 'token', detail: 'no id token' }
      const age = clock.now().getTime() / 1000 - claims.iat
      if (age > oldest || age < -apart) return { ok: false, why: 'time', detail: `issued ${Math.round(age)} s ago` }
      if (claims.sub.length > 255) return { ok: false, why: 'token', detail: 'subject too long' }
      const level = enoughLevel(claims, settings.level)
      if (!level) return { ok: false, why: 'level', detail: `${settings.level.claim} is not enough` }
      return { ok: true, issuer: claims.iss, subject: claims.sub, level }
    } catch (error) {
      return { ok: false, why: faultOf(error), detail: error instanceof Error ? error.message : 'unknown' }
    }
  }

  const { key, name, organisation, issuer } = settings
  return { key, name, for: settings.for, organisation, issuer, begin, finish }
}

const faultOf = (error: unknown): IdentityFault => {
  if (error instanceof oidc.AuthorizationResponseError) return 'declined'
  if (error instanceof oidc.ResponseBodyError) return 'answer'
  if (!(error instanceof oidc.ClientError)) return 'unreachable'
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : String(error.code)
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'time'
  if (/state|iss" \(issuer\) parameter|response parameter/i.test(`${error.message} ${cause.message}`)) return 'answer'
  return ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(code) ? 'unreachable' : 'token'
}
