import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Person, World } from './world.ts'

export interface Site {
  address: string
  /** A browser of this person's own, signed in. Faults in its console end up in `problems`. */
  open(who: Person, options?: { width?: number; script?: boolean }): Promise<Visitor>
  close(): Promise<void>
}

export interface Visitor {
  context: BrowserContext
  page: Page
  problems: string[]
  /** Pages and forms asked for, one an entry: to count how often she waits. */
  loads: string[]
  /** The page as the server sent it: what a browser has made of it is no longer the same text. */
  markup(): Promise<string>
  close(): Promise<void>
}

/** The world served on a port of this machine, for a real browser. */
export const serve = async (w: World, browser: Browser): Promise<Site> => {
  const server = createAdaptorServer({ fetch: w.app.fetch })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const open = async (who: Person, { width = 1280, script = true } = {}): Promise<Visitor> => {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width, height: 900 },
      javaScriptEnabled: script,
      locale: 'da-DK',
      timezoneId: 'Europe/Copenhagen',
    })
    await context.addCookies([{ name: 'brobygger', value: who.token, url: address, httpOnly: true, sameSite: 'Lax' }])
    const page = await context.newPage()
    const problems: string[] = []
    const loads: string[] = []
    page.on('console', message => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', error => problems.push(String(error)))
    let markup = Promise.resolve('')
    page.on('response', response => {
      const type = response.headers()['content-type'] ?? ''
      if (response.request().isNavigationRequest() && type.startsWith('text/html')) markup = response.text().catch(() => '')
    })
    page.on('request', request => {
      if (request.isNavigationRequest() && !request.redirectedFrom())
        loads.push(`${request.method()} ${new URL(request.url()).pathname}`)
    })
    return { context, page, problems, loads, markup: () => markup, close: () => context.close() }
  }
  return {
    address,
    open,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
