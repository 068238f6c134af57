import type { HtmlEscapedString } from 'hono/utils/html'
import type { Operation } from './access/rules.ts'
import type { Clock } from './clock.ts'
import type { Actor, Database, Db } from './database.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** What a person typed, as she typed it. Several values under one name come as a list. */
export type Form = Record<string, string | string[]>

export interface Viewer {
  name: string
  title: string
  organisation: string
  /** How many roles she has at this moment. */
  roles?: number
}

/** What a page may know of the house it stands in. */
export interface House {
  /** 'https://brobygger.example' */
  origin: string
  /** Sign-ins of workplaces: which organisation's staff each vouches for. */
  workplaces: { name: string; issuer: string; organisation: string }[]
}

export interface Notice {
  kind: 'ok' | 'info'
  text: string
}

/** One signed-in person's request for one page, inside one transaction. */
export interface Visit {
  db: Db
  actor: Actor
  viewer: Viewer
  house: House
  clock: Clock
  params: Record<string, string>
  query: Record<string, string>
  form: Form
  /** Counts over the facts views, as the role that can read nothing else. */
  statistics: Database['asStatistics']
  /** Fresh for each page shown: sending the same form twice has one effect. */
  formToken: string
}

export type Answer =
  | {
      kind: 'page'
      title: string
      body: Html
      status?: 200 | 409 | 422
      scripts?: string[]
      wide?: boolean
      notice?: Notice
    }
  | { kind: 'see'; location: string; notice?: string }
  | { kind: 'file'; name: string; type: string; content: string | Uint8Array }
  | { kind: 'nothing' }

type PageOptions = Omit<Extract<Answer, { kind: 'page' }>, 'kind' | 'title' | 'body'>

export const page = (title: string, body: Html, options: PageOptions = {}): Answer => ({
  kind: 'page',
  title,
  body,
  ...options,
})
/**
 * Bad input: the page again, with the person's own words. It answers the post itself: the words may tell of a woman, so they
 * go into no address and no store only to be shown again. Going back to it later the browser asks about sending once more;
 * that is harmless, as a form that was refused has had no effect, and one that was taken has it once.
 */
export const again = (title: string, body: Html, options: PageOptions = {}): Answer =>
  page(title, body, { status: 422, ...options })
/** After a change: look there. `notice` is shown once at the top of the next page. */
export const see = (location: string, notice?: string): Answer => ({ kind: 'see', location, notice })
export const nothing: Answer = { kind: 'nothing' }

export interface Route {
  method: 'get' | 'post'
  path: string
  /** The right it takes: listed in the access.ts of the room that owns it. */
  may: string
  /** Why a person's data are read here; stands in the audit. */
  purpose: string
  /** The menu entry that is current on this page. */
  menu?: string
  /**
   * Said by a page that names no family, or hides them itself, while somebody looks along at the screen. A page that says
   * nothing is hidden whole then, unless it is about one thing alone (a gap in its address). 'hidden': always hidden then,
   * whoever it is about.
   */
  whenShielded?: 'open' | 'hidden'
  handle(visit: Visit): Promise<Answer>
}

/** What a page can touch that stands in no table of a room, and the words for it. */
export const untabled = {
  'your own menu': 'alle, der er logget ind',
  'your own session': 'din egen skærm',
  'your own access': 'kun din egen adgang',
  'your own roles': 'kun dine egne roller',
  'who reaches a case': 'sager i din egen organisation (henviser: fra egne steder), uden at se hvem de handler om',
  'the families you hold': 'familier, du har ansvaret for',
  'counts without a person': 'programmets tal, aldrig en person',
} as const

/** A right: the roles that have it, what its pages do with which table, and the sentence that explains it to a person. */
export interface Right {
  roles: readonly Actor['role'][]
  touches: readonly (`${Operation} ${string}.${string}` | keyof typeof untabled)[]
  why: string
}

export type Rights = Record<string, Right>

export interface MenuEntry {
  href: string
  text: string
  may: string
  order: number
}

/** The first value of a field, trimmed; '' when absent. */
export const field = (form: Form, name: string): string => {
  const value = form[name]
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}
export const fieldList = (form: Form, name: string): string[] => {
  const value = form[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
