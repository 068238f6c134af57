import { argon2, argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Secret, TOTP } from 'otpauth'

const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }

/** argon2id with OWASP's minimum cost; salt and hash in one text. */
export const hashPassword = (password: string): string => {
  const nonce = randomBytes(16)
  const hash = argon2Sync('argon2id', { message: password.normalize('NFKC'), nonce, ...cost })
  return `argon2id$${nonce.toString('base64')}$${hash.toString('base64')}`
}

const argon2Aside = promisify(argon2)

/** Beside the main thread: whoever signs in keeps nobody waiting for a page. */
export const isPassword = async (password: string, stored: string): Promise<boolean> => {
  const [, nonce = '', expected = ''] = stored.split('$')
  const hash = await argon2Aside('argon2id', {
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
  const digits = code.replaceAll(/\s/g, '')
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  // The library compares bytes and throws at six signs that are no digits: six letters are as wrong, and take as long.
  const token = /^\d{6}$/.test(digits) ? digits : 'no cod'
  const delta = totp.validate({ token, window: 1, timestamp: now.getTime() })
  return delta === null ? undefined : Math.floor(now.getTime() / 30_000) + delta
}

const telling = ['adgangskode', 'brobygger', 'kodeord', 'password', '12345678', '87654321', 'qwerty', 'abcdefg']
export const shortestPassword = 12

/** What is wrong with a new password, as a sentence; nothing when it will do. `hers` may not stand in it. */
export const passwordFault = (password: string, hers: string[]): string | undefined => {
  const said = password.normalize('NFKC').toLocaleLowerCase('da')
  if ([...said].length < shortestPassword)
    return `Skriv mindst ${shortestPassword} tegn. Fire ord efter hinanden er godt.`
  if (password.length > 200) return 'Skriv højst 200 tegn.'
  if (new Set(said).size < 5) return 'Skriv noget med flere forskellige tegn.'
  if (telling.some(word => said.includes(word))) return 'Det er noget af det første, folk gætter på. Skriv noget andet.'
  if (hers.some(word => word.length > 2 && said.includes(word.toLocaleLowerCase('da'))))
    return 'Dit navn og din mail må ikke stå i den. Skriv noget andet.'
  return undefined
}
