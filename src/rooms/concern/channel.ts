import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A notification on its way out of the house. */
export interface Letter {
  /** The same letter again has the same id: the receiving side, or the folder, keeps one. */
  id: string
  to: string
  text: string
}

/** Where a notification leaves the house. Throws when it did not leave; the sender is told, and nothing is written. */
export interface SecureChannel {
  deliver(letter: Letter): Promise<void>
}

/**
 * In the demonstration a letter becomes a file. In operation people send by Digital Post or secure mail themselves, and
 * write down where it went: then there is no channel here.
 */
export const folderChannel = (folder: string): SecureChannel => ({
  async deliver({ id, to, text }) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, `${id}.txt`)
    await writeFile(`${file}.part`, `${to}\n\n${text}\n`, { mode: 0o600 })
    await rename(`${file}.part`, file)
  },
})

let channel: SecureChannel | undefined

/** Bound once at the start. */
export const bindChannel = (chosen: SecureChannel): void => {
  channel = chosen
}

/** Delivers where there is a channel, and says whether it did. */
export const deliver = async (letter: Letter): Promise<boolean> => {
  await channel?.deliver(letter)
  return channel !== undefined
}
