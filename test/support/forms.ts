import type { Form } from '../../src/kernel/visit.ts'

export interface FormOnPage {
  method: string
  action: string
  /** What stands in the form before anybody has touched it; of a choice, the first that is offered. */
  fields: Form
  /** Names of the fields people write in. */
  written: string[]
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&').replaceAll('&quot;', '"')

/** The forms of a page as a browser would send them. */
export const formsOf = (html: string): FormOnPage[] =>
  [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, open = '', inside = '']) => {
    const fields: Form = {}
    const written: string[] = []
    for (const [tag, kind] of inside.matchAll(/<(input|textarea|select|button)\b[^>]*>/g)) {
      const name = attribute(tag, 'name')
      if (!name) continue
      const type = attribute(tag, 'type') ?? 'text'
      if (kind === 'textarea' || (kind === 'input' && !['hidden', 'radio', 'checkbox', 'submit'].includes(type)))
        written.push(name)
      const rest = inside.slice(inside.indexOf(tag) + tag.length)
      const value =
        kind === 'select' ? attribute(/<option\b[^>]*>/.exec(rest)?.[0] ?? '', 'value') : attribute(tag, 'value')
      if (!(name in fields)) fields[name] = value ?? ''
    }
    return {
      method: (attribute(` ${open}`, 'method') ?? 'get').toUpperCase(),
      action: attribute(` ${open}`, 'action') ?? '',
      fields,
      written,
    }
  })
