import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeFolder } from '../kernel/folder.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { type Bytes, openStream, sealStream } from './sealed-stream.ts'

const ending = '.brobygger'

/** The key of the backups: another file than the master key, so that a stolen backup and one stolen key open nothing. */
export const readBackupKey = (env: Record<string, string | undefined> = process.env): Buffer => {
  const file = env.BROBYGGER_BACKUP_KEY
  if (!file || !existsSync(file))
    throw new PlainFault(
      'Nøglen til sikkerhedskopierne mangler: sæt BROBYGGER_BACKUP_KEY til en fil med 32 tilfældige byte i hex, en anden end hovednøglen.',
    )
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  if (key.length !== 32 || new Set(key).size < 16)
    throw new PlainFault(`Nøglefilen ${file} skal holde præcis 32 tilfældige byte i hex.`)
  return key
}

/** Writes the stream sealed under its final name, or not at all: a half-written backup never has that name. */
export const writeSealed = async (folder: string, name: string, source: Bytes, key: Buffer): Promise<number> => {
  const file = join(folder, name + ending)
  const partial = `${file}.partial`
  makeFolder(dirname(file))
  try {
    await pipeline(Readable.from(sealStream(source, key, name)), createWriteStream(partial, { mode: 0o600 }))
    const handle = openSync(partial, 'r+')
    fsyncSync(handle)
    closeSync(handle)
    renameSync(partial, file)
    const parent = openSync(dirname(file), 'r')
    fsyncSync(parent)
    closeSync(parent)
    return statSync(file).size
  } finally {
    rmSync(partial, { force: true })
  }
}

export const openSealed = (folder: string, name: string, key: Buffer): AsyncGenerator<Buffer> =>
  openStream(createReadStream(join(folder, name + ending), { highWaterMark: 1 << 20 }), key, name)

export const readSealed = async (folder: string, name: string, key: Buffer): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of openSealed(folder, name, key)) parts.push(part)
  return Buffer.concat(parts)
}

export const isSealed = (folder: string, name: string): boolean => existsSync(join(folder, name + ending))

/** The names of what lies sealed in a folder, in order. */
export const sealedIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(file => file.endsWith(ending))
        .map(file => file.slice(0, -ending.length))
        .toSorted()
    : []

export interface Kept {
  name: string
  kind: 'cold' | 'base'
  at: Date
}

/** 'base-20261125T031500Z': what kind of backup, and the second from which it can be used. */
export const nameOfBackup = (kind: Kept['kind'], at: Date): string =>
  `${kind}-${at.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`

export const backupsIn = (folder: string): Kept[] =>
  sealedIn(folder).flatMap(name => {
    const [, kind, y, mo, d, h, mi, s] = /^(cold|base)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name) ?? []
    return kind ? [{ name, kind: kind as Kept['kind'], at: new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) }] : []
  })
