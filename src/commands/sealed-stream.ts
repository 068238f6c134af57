import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { PlainFault } from '../kernel/refusal.ts'

// A file sealed for keeping elsewhere: a mark, 16 random bytes, then chunks of AES-256-GCM. Each file has a key of its
// own; the number of the chunk and whether it is the last are in the nonce, and the file's own name is authenticated:
// chunks cannot be cut off, moved, doubled or taken from another file.

const mark = Buffer.from('BROBYG01')
const chunkSize = 1 << 20
const tagLength = 16
const saltLength = 16

export type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>

const keyOf = (key: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'brobygger backup file', 32))

const nonceOf = (at: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(at), 0)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** Pieces of exactly this size, and a last one that is smaller, perhaps empty. */
async function* pieces(source: Bytes, size: number): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const part of source) {
    held.push(part)
    length += part.length
    if (length <= size) continue
    const all = Buffer.concat(held)
    let at = 0
    // One byte more than a piece must be there: only then is it certain that the piece is not the last.
    for (; all.length - at > size; at += size) yield { piece: all.subarray(at, at + size), last: false }
    held = [all.subarray(at)]
    length = all.length - at
  }
  yield { piece: Buffer.concat(held), last: true }
}

/** Seals a stream under the key, for a file of this name. */
export async function* sealStream(source: Bytes, key: Buffer, name: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltLength)
  const own = keyOf(key, salt)
  yield Buffer.concat([mark, salt])
  let at = 0
  for await (const { piece, last } of pieces(source, chunkSize)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonceOf(at++, last), { authTagLength: tagLength })
    cipher.setAAD(Buffer.concat([mark, salt, Buffer.from(name)]))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

const damaged = (name: string) =>
  new PlainFault(`Kopien ${name} kan ikke åbnes: nøglen er en anden, eller filen er ændret eller skåret af.`)

/** Opens what sealStream made. What comes out has been proved piece by piece; the end is proved last. */
export async function* openStream(source: Bytes, key: Buffer, name: string): AsyncGenerator<Buffer> {
  let head: Buffer = Buffer.alloc(0)
  const rest = async function* () {
    for await (const part of source) {
      if (head.length >= mark.length + saltLength) {
        yield part
        continue
      }
      const all = Buffer.concat([head, part])
      head = all.subarray(0, mark.length + saltLength)
      if (all.length > head.length) yield all.subarray(head.length)
    }
  }
  let at = 0
  for await (const { piece, last } of pieces(rest(), chunkSize + tagLength)) {
    if (
      head.length < mark.length + saltLength ||
      !head.subarray(0, mark.length).equals(mark) ||
      piece.length < tagLength
    )
      throw damaged(name)
    const decipher = createDecipheriv('aes-256-gcm', keyOf(key, head.subarray(mark.length)), nonceOf(at++, last), {
      authTagLength: tagLength,
    })
    decipher.setAAD(Buffer.concat([head, Buffer.from(name)]))
    decipher.setAuthTag(piece.subarray(-tagLength))
    let plain: Buffer
    try {
      plain = Buffer.concat([decipher.update(piece.subarray(0, -tagLength)), decipher.final()])
    } catch {
      throw damaged(name)
    }
    yield plain
  }
}
