/** One line of JSON per event. Never a person, an address with an id, or anything typed. */
export const log = (event: string, fields: Record<string, string | number | undefined> = {}): void => {
  if (process.env.BROBYGGER_LOG === 'off') return
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
}
