import { once } from 'node:events'
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { PlainFault } from '../kernel/refusal.ts'

// A folder as one stream: for each entry the length of its description, the description, and the file's bytes.

interface Entry {
  path: string
  kind: 'file' | 'folder' | 'link' | 'end'
  mode?: number
  size?: number
  to?: string
}

const headOf = (entry: Entry): Buffer => {
  const text = Buffer.from(JSON.stringify(entry))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/** The folder's entries in a fixed order, each before what lies in it. */
export async function* packFolder(folder: string, leaveOut: (path: string) => boolean = () => false) {
  const walk = async function* (under: string): AsyncGenerator<Buffer> {
    const entries = readdirSync(join(folder, under), { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )
    for (const entry of entries) {
      const path = under ? `${under}/${entry.name}` : entry.name
      if (leaveOut(path)) continue
      const whole = join(folder, path)
      if (entry.isSymbolicLink()) yield headOf({ path, kind: 'link', to: readlinkSync(whole) })
      else if (entry.isDirectory()) {
        yield headOf({ path, kind: 'folder', mode: statSync(whole).mode & 0o777 })
        yield* walk(path)
      } else if (entry.isFile()) {
        const { mode, size } = statSync(whole)
        yield headOf({ path, kind: 'file', mode: mode & 0o777, size })
        let read = 0
        if (size > 0)
          for await (const part of createReadStream(whole, { highWaterMark: 1 << 20, end: size - 1 })) {
            read += part.length
            yield part as Buffer
          }
        if (read !== size) throw new Error(`${path} changed while it was copied`)
      }
    }
  }
  yield* walk('')
  yield headOf({ path: '', kind: 'end' })
}

const broken = () => new PlainFault('Kopien er ikke hel: der mangler filer i den.')

/** Writes out what packFolder packed, into a folder that is made for it. */
export const unpackFolder = async (source: AsyncIterable<Buffer>, into: string): Promise<number> => {
  const parts = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<void> => {
    const { value, done } = await parts.next()
    if (done) throw broken()
    held = held.length === 0 ? value : Buffer.concat([held, value])
  }
  const take = async (size: number): Promise<Buffer> => {
    while (held.length < size) await more()
    const taken = held.subarray(0, size)
    held = held.subarray(size)
    return taken
  }
  const root = resolve(into)
  mkdirSync(root, { mode: 0o700 })
  for (let files = 0; ; ) {
    const length = (await take(4)).readUInt32BE()
    const entry = JSON.parse((await take(length)).toString()) as Entry
    if (entry.kind === 'end') {
      // The last piece of the stream is what proves that nothing was cut off.
      for (let rest = await parts.next(); !rest.done; rest = await parts.next())
        if (rest.value.length > 0) throw broken()
      return files
    }
    const whole = resolve(root, entry.path)
    if (!whole.startsWith(root + sep)) throw broken()
    if (entry.kind === 'folder') mkdirSync(whole, { mode: entry.mode })
    else if (entry.kind === 'link') symlinkSync(entry.to ?? '', whole)
    else {
      mkdirSync(dirname(whole), { recursive: true })
      const file = createWriteStream(whole, { mode: entry.mode })
      for (let left = entry.size ?? 0; left > 0; ) {
        if (held.length === 0) await more()
        const part = held.subarray(0, left)
        held = held.subarray(part.length)
        left -= part.length
        if (!file.write(part)) await once(file, 'drain')
      }
      file.end()
      await once(file, 'finish')
      files++
    }
  }
}
