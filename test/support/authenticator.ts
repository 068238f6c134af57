import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A small CBOR writer: what an authenticator needs and no more. */
const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}
type Cbor = number | string | Buffer | Map<number | string, Cbor>
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([name, inner]) => [cbor(name), cbor(inner)])])
}

/** What a test may make wrong. */
export interface Wrong {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  /** Touched, but nobody showed a finger, a face or a code. */
  unverified?: boolean
  counter?: number
  signature?: Buffer
  id?: string
}

const hash = (data: string | Buffer) => createHash('sha256').update(data).digest()
const text = (data: Buffer) => data.toString('base64url')

/** A passkey in software: makes one key, and answers challenges with it, rightly or wrongly. */
export const authenticator = (origin: string) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0

  const clientData = (type: string, challenge: string, wrong: Wrong) =>
    Buffer.from(
      JSON.stringify({
        type: wrong.type ?? type,
        challenge: wrong.challenge ?? challenge,
        origin: wrong.origin ?? origin,
      }),
    )
  const dataFor = (wrong: Wrong, attested: Buffer = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(wrong.counter ?? ++counter)
    // User present, user verified, and whether a new key follows.
    const flags = 1 | (wrong.unverified ? 0 : 4) | (attested.length > 0 ? 64 : 0)
    return Buffer.concat([hash(wrong.rpId ?? new URL(origin).hostname), Buffer.from([flags]), count, attested])
  }

  return {
    id: text(id),
    /** The answer to a request for a new key, attestation 'none'. */
    make(challenge: string, wrong: Wrong = {}): string {
      const jwk = publicKey.export({ format: 'jwk' })
      const key = cbor(
        new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(jwk.x ?? '', 'base64url')],
          [-3, Buffer.from(jwk.y ?? '', 'base64url')],
        ]),
      )
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key])
      const attestation = cbor(
        new Map<string, Cbor>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', dataFor({ counter: 0, ...wrong }, attested)],
        ]),
      )
      return JSON.stringify({
        id: text(id),
        rawId: text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, wrong)),
          attestationObject: text(attestation),
          transports: ['internal'],
        },
      })
    },
    /** The answer to a request to sign in. */
    answer(challenge: string, wrong: Wrong = {}): string {
      const client = clientData('webauthn.get', challenge, wrong)
      const data = dataFor(wrong)
      const signature = wrong.signature ?? sign('sha256', Buffer.concat([data, hash(client)]), privateKey)
      return JSON.stringify({
        id: wrong.id ?? text(id),
        rawId: wrong.id ?? text(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) },
      })
    },
  }
}
