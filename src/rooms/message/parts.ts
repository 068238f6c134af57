// The basic alphabet of text messages, and those that cost two places in it.
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '^{}\\[~]|€'

/** How a text is counted by a telephone company: the alphabet it needs, its length there, and in how many parts it goes. */
export const partsOf = (text: string): { alphabet: 'gsm7' | 'ucs2'; length: number; parts: number } => {
  const letters = [...text]
  const isBasic = letters.every(letter => basic.includes(letter) || extended.includes(letter))
  if (isBasic) {
    const length = letters.reduce((sum, letter) => sum + (extended.includes(letter) ? 2 : 1), 0)
    return { alphabet: 'gsm7', length, parts: length <= 160 ? 1 : Math.ceil(length / 153) }
  }
  return { alphabet: 'ucs2', length: text.length, parts: text.length <= 70 ? 1 : Math.ceil(text.length / 67) }
}
