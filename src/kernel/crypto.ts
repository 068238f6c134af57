import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Direct identifiers are sealed field by field (AES-256-GCM) with a key per person, wrapped by a key per
 * organisation, derived from a root that the master key seals. A dump of the database without the master key shows none.
 */
export interface Keys {
  /** Wraps the person keys of one organisation. */
  wrapping(organisation: string): Buffer
  /** What may have wrapped them, the newest first: several while the keys are being changed. */
  opening(organisation: string): Buffer[]
  /** Finds without reading: another key than the one that seals, and another in each organisation. */
  index(organisation: string): Buffer
}

export interface Roots {
  /** The first wraps; all of them open. */
  wrap: Buffer[]
  index: Buffer
}

/** Keys that can be changed under a running program: from the next use on the new roots count. */
export interface ChangingKeys extends Keys {
  use(roots: Roots): void
}

/** From one secret alone, as a database without a ring of its own has it, until it is told its roots. */
export const keysFrom = (master: Buffer): ChangingKeys => {
  let roots: Roots = { wrap: [master], index: master }
  const cache = new Map<string, Buffer>()
  const derive = (root: Buffer, use: string, organisation: string) => {
    const name = `${root.toString('base64')}:${use}:${organisation}`
    const known = cache.get(name)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', root, organisation, `brobygger ${use}`, 32))
    cache.set(name, key)
    return key
  }
  const opening = (organisation: string) => roots.wrap.map(root => derive(root, 'wrap', organisation))
  return {
    wrapping: organisation => opening(organisation)[0] as Buffer,
    opening,
    index: organisation => derive(roots.index, 'index', organisation),
    use(next) {
      roots = next
      cache.clear()
    },
  }
}

// Said outright: a shorter tag would be taken as well, and is easier to guess.
const tag = { authTagLength: 16 }

const encrypt = (key: Buffer, place: string, plain: Buffer): Buffer => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv, tag).setAAD(Buffer.from(place))
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

const decrypt = (key: Buffer, place: string, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), tag).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}

export const newKey = (): Buffer => randomBytes(32)
export const wrapKey = (keys: Keys, organisation: string, subject: string, key: Buffer): Buffer =>
  encrypt(keys.wrapping(organisation), subject, key)
export const unwrapKey = (keys: Keys, organisation: string, subject: string, wrapped: Buffer): Buffer =>
  firstThatOpens(keys.opening(organisation), subject, wrapped)

const firstThatOpens = ([key, ...older]: Buffer[], place: string, sealed: Buffer): Buffer => {
  try {
    return decrypt(key as Buffer, place, sealed)
  } catch (error) {
    if (older.length === 0) throw error
    return firstThatOpens(older, place, sealed)
  }
}

const ringKey = (master: Buffer): Buffer => Buffer.from(hkdfSync('sha256', master, '', 'brobygger ring', 32))
/** A root as it lies in the database, and back. The place names its use and number. */
export const sealRoot = (master: Buffer, place: string, root: Buffer): Buffer => encrypt(ringKey(master), place, root)
export const openRoot = (master: Buffer, place: string, sealed: Buffer): Buffer =>
  decrypt(ringKey(master), place, sealed)
/** Which master key it is, without a word about the key. */
export const fingerprintOf = (master: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', 'brobygger fingerprint', 8))

/** `place` is table, column and row: a ciphertext moved to another row does not open. */
export const seal = (key: Buffer, place: string, text: string): Buffer => encrypt(key, place, Buffer.from(text))
export const unseal = (key: Buffer, place: string, sealed: Buffer): string => decrypt(key, place, sealed).toString()

/** 16 bytes that are equal for equal values within one organisation and say nothing else. */
export const blindIndex = (keys: Keys, organisation: string, use: string, value: string): Buffer =>
  createHmac('sha256', keys.index(organisation)).update(`${use}\0${value}`).digest().subarray(0, 16)

const known = 'brobygger'

/** A word that only this master key opens. */
export const sealedWord = (keys: Keys): Buffer => encrypt(keys.wrapping(known), known, Buffer.from(known))
export const opensWord = (keys: Keys, sealed: Buffer): boolean => {
  try {
    return decrypt(keys.wrapping(known), known, sealed).toString() === known
  } catch {
    return false
  }
}
