import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

/** The line for who has no Chromium; tests that need one are skipped with it. */
export const installChromium =
  'No Chromium found. Install it with: sudo apt-get install -y chromium-headless-shell (or set CHROMIUM to its path)'

/** Where Chromium is: $CHROMIUM, else the usual places. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    path => path && existsSync(path),
  )

/** The value for a test's `skip`: false, or the reason with the line that helps. */
export const withoutChromium = (): string | false => (findChromium() ? false : installChromium)

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium; the caller closes it. */
export const launch = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (!executablePath) throw new Error(installChromium)
  return chromium.launch({ executablePath, headless: true, args: flags })
}

/** Breaches of WCAG 2.2 AA, one line each: rule, how many, and where the first is. */
export const axeViolations = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    // Our pages have no frames, so axe needs no second page to join their answers.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}) ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`,
  )
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  elements: ['html5'],
  rules: {
    // Left by the gaps in templates; a browser shows nothing of it.
    'no-trailing-whitespace': 'off',
    // Several checkboxes under one name are how HTML sends several answers to one question.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit', 'reset'] }],
  },
})

/** Faults in the markup, one line each. */
export const validateHtml = async (text: string): Promise<string[]> => {
  const { results } = await validator.validateString(text)
  return results.flatMap(result => result.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`))
}

/** How many pixels a page is wider than its window: 0, or something sticks out. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
