import { argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }

/** argon2id with OWASP's minimum cost; salt and hash in one text. */
export const hashPassword = (password: string): string => {
  const nonce = randomBytes(16)
  const hash = argon2Sync('argon2id', { message: password.normalize('NFKC'), nonce, ...cost })
  return `argon2id$${nonce.toString('base64')}$${hash.toString('base64')}`
}

export const isPassword = (password: string, stored: string): boolean => {
  const [, nonce = '', expected = ''] = stored.split('$')
  const hash = argon2Sync('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(nonce, 'base64'),
    ...cost,
  })
  const wanted = Buffer.from(expected, 'base64')
  return hash.length === wanted.length && timingSafeEqual(hash, wanted)
}

export const newOtpSecret = (): string => new Secret({ size: 20 }).base32

/** The time step the code belongs to, or undefined. One step of drift either way; each step serves once. */
export const otpStep = (secret: string, code: string, now: Date): number | undefined => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code.replaceAll(/\s/g, ''), window: 1, timestamp: now.getTime() })
  return delta === null ? undefined : Math.floor(now.getTime() / 30_000) + delta
}
