import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OidcSettings } from './oidc.ts'

/** What a test may do to a token on its way out. */
export interface Twist {
  claims?: Record<string, unknown>
  /** 'none', or a signature by a key that the issuer does not publish. */
  signedBy?: 'none' | 'stranger' | 'hmac'
  header?: Record<string, unknown>
  /** Changed after signing. */
  afterwards?: Record<string, unknown>
}

interface Pending {
  challenge: string
  redirect: string
  nonce: string
  sub: string
  twist: Twist
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An issuer of the test's own, on this machine, whose tokens can be made wrong in every way. Its time is the test's. */
export const startIssuer = async (now: () => Date) => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pending = new Map<string, Pending>()
  let asked = 0

  const token = ({ nonce, sub, twist }: Pending): string => {
    const seconds = Math.floor(now().getTime() / 1000)
    const claims = {
      iss: issuer,
      aud: 'brobygger',
      sub,
      nonce,
      iat: seconds,
      exp: seconds + 300,
      loa: 'Substantial',
      ...twist.claims,
    }
    const alg = twist.signedBy === 'none' ? 'none' : twist.signedBy === 'hmac' ? 'HS256' : 'RS256'
    const body = `${base64({ alg, kid: twist.signedBy === 'stranger' ? 'stranger' : 'own', typ: 'JWT', ...twist.header })}.${base64(claims)}`
    const signature = signatureOf(body, twist.signedBy, keys.privateKey, strangers.privateKey)
    if (!twist.afterwards) return `${body}.${signature}`
    return `${body.split('.')[0]}.${base64({ ...claims, ...twist.afterwards })}.${signature}`
  }

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (request.url === '/.well-known/openid-configuration')
      return answer(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['pairwise'],
      })
    if (request.url === '/jwks') {
      const jwk = keys.publicKey.export({ format: 'jwk' })
      return answer(200, { keys: [{ ...jwk, kid: 'own', use: 'sig', alg: 'RS256' }] })
    }
    asked++
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const form = new URLSearchParams(Buffer.concat(parts).toString())
    const found = pending.get(form.get('code') ?? '')
    pending.delete(form.get('code') ?? '')
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!found || found.challenge !== verifier || found.redirect !== form.get('redirect_uri'))
      return answer(400, { error: 'invalid_grant' })
    answer(200, { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: token(found) })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const settings: OidcSettings = {
    key: 'region-syddanmark',
    name: 'Region Syddanmark',
    for: 'staff',
    organisation: 'region-syddanmark',
    issuer,
    clientId: 'brobygger',
    scope: 'openid',
    signedWith: 'RS256',
    ask: { acr_values: 'urn:two-factors' },
    level: {
      claim: 'loa',
      values: { Low: 'low', Substantial: 'substantial', High: 'high' },
      least: 'substantial',
    },
  }
  return {
    issuer,
    settings,
    /** How often a code was exchanged. */
    asked: () => asked,
    /** What the person's browser would bring back after she signed in there. */
    answer(address: string, sub: string, twist: Twist = {}): URL {
      const query = new URL(address).searchParams
      const code = randomBytes(16).toString('hex')
      const back = new URL(query.get('redirect_uri') ?? '')
      pending.set(code, {
        challenge: query.get('code_challenge') ?? '',
        redirect: back.href,
        nonce: query.get('nonce') ?? '',
        sub,
        twist,
      })
      back.searchParams.set('code', code)
      back.searchParams.set('state', query.get('state') ?? '')
      return back
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const signatureOf = (body: string, by: Twist['signedBy'], own: KeyObject, stranger: KeyObject): string => {
  if (by === 'none') return ''
  // The old trick: a public key used as a shared secret. Here any secret will do, as none may be taken.
  if (by === 'hmac') return createHash('sha256').update(body).digest('base64url')
  return sign('sha256', Buffer.from(body), by === 'stranger' ? stranger : own).toString('base64url')
}
