const names = new Intl.DisplayNames('da', { type: 'language', fallback: 'none' })

/** A language by its short code, as Danes call it; undefined when there is no such code. */
export const languageName = (code: string): string | undefined =>
  /^[a-z]{2,3}$/.test(code) ? names.of(code) : undefined
