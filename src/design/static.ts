import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { underOurs } from './dkfds.ts'

export type Asset = {
  /** The public address; the content's hash is in it, so it may be cached for ever. */
  path: string
  /** The short name pages use with `asset()`. */
  name: string
  /** Where it lies on the disk. */
  file: string
  type: string
  body: Buffer
  /** Compressed once, on first use, off the main thread; undefined for what is compressed already. */
  encoded: () => Promise<{ gzip: Buffer; br: Buffer } | undefined>
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
}
const pack = { gzip: promisify(gzip), br: promisify(brotliCompress) }

const make = (name: string, file: URL, body: Buffer): Asset => {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const [, stem, ending] = /^(.*)\.(\w+)$/.exec(name) ?? []
  if (!ending || !types[ending]) throw new Error(`No media type for ${name}`)
  const squeeze = async () => {
    const [zipped, br] = await Promise.all([
      pack.gzip(body, { level: 9 }),
      pack.br(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      }),
    ])
    return { gzip: zipped, br }
  }
  let once: ReturnType<Asset['encoded']> | undefined
  const encoded = () => {
    once ??= ending === 'woff2' ? Promise.resolve(undefined) : squeeze()
    return once
  }
  return { path: `/static/${stem}.${hash}.${ending}`, name, file: file.pathname, type: types[ending], body, encoded }
}

// Served from the installed package: the fonts keep their licence text beside them and the repository holds no copy.
const dkfds = new URL('../', import.meta.resolve('dkfds'))
const plex = new URL('fonts/IBMPlexSans/split/woff2/', dkfds)
const own = new URL('./static/', import.meta.url)

const read = (name: string, file: URL, change = (text: string) => text): Asset =>
  make(name, file, name.endsWith('.woff2') ? readFileSync(file) : Buffer.from(change(readFileSync(file, 'utf8'))))

const fonts = ['Regular-Latin1', 'Regular-Latin2', 'SemiBold-Latin1', 'SemiBold-Latin2'].map(cut =>
  read(`plex-${cut.toLowerCase()}.woff2`, new URL(`IBMPlexSans-${cut}.woff2`, plex)),
)
// The own sheet names fonts by their short names; the real addresses carry a hash. Comments are for its readers, not its browsers.
const ready = (sheet: string) =>
  fonts.reduce(
    (text, font) => text.replaceAll(`url(${font.name})`, `url(${font.path})`),
    sheet.replace(/\/\*[^*]*\*\/|\n/g, ''),
  )

const all: Asset[] = [
  ...fonts,
  read('plex-licence.txt', new URL('license.txt', plex)),
  read('dkfds.css', new URL('css/dkfds.min.css', dkfds), underOurs),
  read('brobygger.css', new URL('brobygger.css', own), ready),
  read('her.css', new URL('her.css', own), ready),
  read('print.css', new URL('print.css', own), ready),
  ...['copy.js', 'draft.js', 'exit.js', 'icon.svg', 'passkey.js'].map(name => read(name, new URL(name, own))),
]
const byName = new Map(all.map(file => [file.name, file]))

/** Every file pages may ask for, by public address. */
export const staticFiles: ReadonlyMap<string, Asset> = new Map(all.map(file => [file.path, file]))

/** The public address of a static file: `asset('brobygger.css')`. */
export const asset = (name: string): string => {
  const found = byName.get(name)
  if (!found) throw new Error(`No static file called ${name}`)
  return found.path
}
