import { html, raw } from 'hono/html'
import type { Html } from './markup.ts'

// Our own strokes on a 24 px grid. A direction mirrors in right-to-left text; a tick or a clock does not.
const shapes = {
  tick: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  cross: '<path d="m6 6 12 12M18 6 6 18"/>',
  alert: '<circle cx="12" cy="12" r="9"/><path d="M12 7v6m0 3.5v.2"/>',
  ask: '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5A2.6 2.6 0 1 1 13 12c-.7.4-1 .9-1 1.7m0 3v.2"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
  later: '<path d="M7 4h10M7 20h10M8 4c0 5 8 5 8 8s-8 3-8 8m8-16c0 5-8 5-8 8s8 3 8 8"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v6m0-9.2v.2"/>',
  ring: '<circle cx="12" cy="12" r="5"/>',
  dot: '<circle cx="12" cy="12" r="5" fill="currentColor" stroke="none"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  leave: '<path d="M10 5H5v14h5m3-11 4 4-4 4m4-4H9"/>',
} as const

export type IconName = keyof typeof shapes
const mirrored: IconName[] = ['leave']

/** A small drawing beside words; it is never the only carrier of a meaning. */
export const icon = (name: IconName): Html =>
  html`<svg class="bb-i${mirrored.includes(name) ? ' bb-flip' : ''}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(shapes[name])}</svg>`

export const wordmark: Html = html`<svg viewBox="0 0 32 20" aria-hidden="true" focusable="false"><path d="M2 15h28M5 15v3m22-3v3M5 15C9 3 23 3 27 15M12 15V8.6m8 6.4V8.6M16 15V6.2"/></svg>`
