import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { html } from 'hono/html'
import { log } from '../kernel/log.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { DemoStore } from './demo-store.ts'

/** Somebody the demonstration's sign-in vouches for, when asked by this client. */
export interface DemoPerson {
  client: string
  subject: string
  words: string
  loa: 'Low' | 'Substantial' | 'High'
}

export interface DemoIssuer {
  issuer: string
  close(): Promise<void>
}

const load = async () => {
  try {
    return (await import('oidc-provider')).default
  } catch (error) {
    log('demo-issuer', { message: (error as Error).message })
    throw new PlainFault('Demonstrationens login er ikke installeret: kør npm ci, eller start uden --idp.')
  }
}

const readBody = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const parts: Buffer[] = []
  for await (const part of request) if (parts.length < 100) parts.push(part as Buffer)
  return new URLSearchParams(Buffer.concat(parts).toString())
}

/**
 * A workplace's sign-in, and a MitID, that let the newcomer choose an invented person: OpenID Connect as the real ones
 * speak it, on this machine alone, with keys that die with the program. For the demonstration and the tests.
 */
export const startDemoIssuer = async (
  people: DemoPerson[],
  callbacks: Record<string, string>,
  { host, port, name = host }: { host: string; port: number; name?: string },
): Promise<DemoIssuer> => {
  const Provider = await load()
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) => response.end()
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new PlainFault(`Demonstrationens login kan ikke lytte: ${error.message}`)))
    server.listen(port, host, resolve)
  })
  const issuer = `http://${name}:${(server.address() as AddressInfo).port}`
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })

  const provider = new Provider(issuer, {
    adapter: DemoStore,
    clients: Object.entries(callbacks).map(([client, callback]) => ({
      client_id: client,
      token_endpoint_auth_method: 'none',
      redirect_uris: [callback],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    })),
    jwks: { keys: [{ ...key, kid: 'demo', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'loa'] },
    conformIdTokenClaims: false,
    scopes: ['openid'],
    features: { devInteractions: { enabled: false } },
    ttl: { Session: 600, Grant: 600, IdToken: 300, Interaction: 600, AccessToken: 60, AuthorizationCode: 60 },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/valg/${uid}` },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id, loa: people.find(one => one.subject === id)?.loa }),
    }),
    // Nobody is asked what to share: a subject and a level is all there is.
    loadExistingGrant: async (context: (typeof Provider)['Context']) => {
      const { client, session, provider: own } = context.oidc
      const grant = new own.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()

  const choose = async (request: IncomingMessage, response: ServerResponse) => {
    const { uid, params } = await provider.interactionDetails(request, response)
    const offered = people.filter(one => one.client === params.client_id)
    if (request.method === 'POST') {
      const subject = (await readBody(request)).get('person')
      const known = offered.find(one => one.subject === subject)
      return provider.interactionFinished(
        request,
        response,
        known
          ? { login: { accountId: known.subject, remember: false } }
          : { error: 'access_denied', error_description: 'broken off' },
      )
    }
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
    response.end(String(await choicePage(uid, offered)))
  }
  handle = (request, response) => {
    // One issuer plays every workplace and MitID: it asks who one is each time, and remembers nobody.
    request.headers.cookie = request.headers.cookie
      ?.split('; ')
      .filter(one => !one.startsWith('_session'))
      .join('; ')
    if (!request.url?.startsWith('/valg/')) return callback(request, response)
    return choose(request, response).catch(error => {
      log('demo-issuer', { message: (error as Error).message })
      response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end('Begynd forfra.')
    })
  }
  return {
    issuer,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const choicePage = (uid: string, people: DemoPerson[]) => html`<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Demonstrationens login</title></head>
<body><main><h1>Demonstrationens login</h1><p>Her ville du logge ind hos din arbejdsplads eller med MitID. Alle personer er opdigtede. Hvem er du?</p>
<form method="post" action="/valg/${uid}">${people.map(
  one => html`<p><button type="submit" name="person" value="${one.subject}">${one.words}</button></p>`,
)}<p><button type="submit" name="person" value="">Bryd af</button></p></form></main></body></html>`
