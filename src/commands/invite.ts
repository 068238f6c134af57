import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { readMasterKey } from '../kernel/config.ts'
import { connectKeeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { invitationToken, putInvitation } from '../rooms/govern/index.ts'
import { openDatabases } from './databases.ts'
import { readOptions } from './options.ts'

export const inviteCommand: Command = {
  name: 'invite',
  usage: 'invite ORGANISATION MAIL [--name "Navn"] [--json]',
  summary:
    'Laver et link, som en medarbejder vælger sit login med, én gang inden tre dage. Med --name oprettes den første administrator.',
  async run(args) {
    const { config, given, words } = readOptions(args, { name: { type: 'string' } })
    const [organisation, email] = words
    if (!organisation || !email)
      throw new PlainFault('Skriv organisationens nøgle og en mail: brobygger invite NØGLE MAIL.')
    const master = readMasterKey(config)
    const databases = await openDatabases(config)
    const keeper = connectKeeper(databases.ownerUrl)
    try {
      const now = systemClock.now()
      const made = await keeper.asKeeper(kysely =>
        putInvitation(kysely, { organisation, email, administrator: given.name }, now),
      )
      if (made === 'noOrganisation')
        throw new PlainFault(`Organisationen ${organisation} findes ikke. Kør programme apply først.`)
      if (made === 'nobody')
        throw new PlainFault(
          `Ingen hos ${organisation} har mailen ${email}. Skriv --name for at oprette en administrator.`,
        )
      const keys = await openKeys(keeper, master)
      const link = `${config.baseUrl}/invitation/${invitationToken(keys, made)}`
      console.log(given.json ? JSON.stringify({ link }) : `Giv linket til ${email} i hånden:\n${link}`)
      return 0
    } finally {
      await keeper.close()
      await databases.stop()
    }
  },
}
