import type { Hono } from 'hono'
import { staticFiles } from '../design/index.ts'

/** Style sheets, fonts and scripts: named by content, so a browser keeps them for good. */
export const serveStatic = (app: Hono): void => {
  for (const [path, file] of staticFiles)
    app.get(path, async c => {
      const accepted = c.req.header('Accept-Encoding') ?? ''
      const packed = await file.encoded()
      const headers: Record<string, string> = {
        'Content-Type': file.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      }
      const encoding = packed && (accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined)
      if (encoding) headers['Content-Encoding'] = encoding
      return c.body(new Uint8Array(encoding && packed ? packed[encoding] : file.body), 200, headers)
    })
}
