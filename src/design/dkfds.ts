// Components we do not use: they need the system's own script, or ours stand in their place.
const left = [
  'navigation',
  'nav',
  'date-picker',
  'sidemenu',
  'overflow',
  'header',
  'language',
  'pagination',
  'table-pagination',
  'toast',
  'cookie',
  'tooltip',
  'toggle',
  'modal',
  'footer',
  'skipnav',
  'spinner',
  'function',
  'mobile',
  'portal',
  'solution',
]
const ofThem = new RegExp(`\\.(?:${left.join('|')})`)

const withoutThem = (sheet: string): string =>
  sheet.replace(/(?<=^|[{};])([^{}@;]+)\{([^{}]*)\}/g, (_, selectors: string, body: string) => {
    const kept = selectors.split(',').filter(selector => !ofThem.test(selector))
    return kept.length > 0 && body ? `${kept.join(',')}{${body}}` : ''
  })

/**
 * Det Fælles Designsystem's sheet, made ready to lie under ours. Four things change:
 * it is put in a cascade layer and loses its 1,200 `!important`, so that our sheet wins by lying above and needs none itself;
 * its fonts go, because it names 57 KB files where two of 17 KB are enough (our sheet names those);
 * its icon images go, because our icons are drawn in the page; components we do not use go.
 */
export const underOurs = (sheet: string): string => {
  const kept = withoutThem(
    sheet
      .replace(/@font-face\{[^}]*\}/g, '')
      .replaceAll('!important', '')
      .replace(/[a-z-]+:[^;{}]*url\([^)]*\)[^;{}]*;?/g, ''),
  ).replace(/@media[^{}]*\{\}/g, '')
  return `/* Det Fælles Designsystem, MIT, (c) 2021 Erhvervsstyrelsen og Digitaliseringsstyrelsen */@layer dkfds{${kept}}`
}
