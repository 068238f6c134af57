import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { createApp } from '../app.ts'
import { startingAnswer } from '../doors/guard.ts'
import { startJobs } from '../jobs.ts'
import { openHeads } from '../kernel/audit-heads.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Command } from '../kernel/command.ts'
import { auditHeadsFile, auditMailTo, type Config, onPort, readMasterKey } from '../kernel/config.ts'
import type { Keys } from '../kernel/crypto.ts'
import { connect, type Database } from '../kernel/database.ts'
import { connectKeeper, type Keeper } from '../kernel/keeper.ts'
import { openKeys } from '../kernel/key-ring.ts'
import { type KeyWatch, watchKeys } from '../kernel/key-watch.ts'
import { PlainFault } from '../kernel/refusal.ts'
import { bindChannel, bindSaturday, folderChannel } from '../rooms/concern/index.ts'
import { readProviders } from '../rooms/govern/index.ts'
import { gatewayFor, smsFor } from '../rooms/message/index.ts'
import { bringUpToDate, type OpenedDatabases, openDatabases, type SystemTokens, systemTokens } from './databases.ts'
import { type DemoIssuer, startDemoIssuer } from './demo-issuer.ts'
import { demoProviders, demoSignIn } from './demo-sign-in.ts'
import { fillDatabase, signInLinks } from './demonstration.ts'
import { tellingNames } from './messages.ts'
import { readOptions } from './options.ts'
import { refuseOpenWalls, refuseUnfitServer, refuseUnfitSettings } from './refusals.ts'

type Fetch = (request: Request) => Response | Promise<Response>

export const start: Command = {
  name: 'start',
  usage: 'start [--port 3000] [--host 127.0.0.1] [--data data] [--idp]',
  summary: 'Starter siden. Uden DATABASE_URL følger en database og en demonstration med opdigtede personer med.',
  async run(args) {
    const { config: wanted, given } = readOptions(args, { idp: { type: 'boolean' } })
    refuseUnfitSettings(wanted)
    const gateway = gatewayFor(wanted)
    const sms = await smsFor(wanted, tellingNames())
    if (wanted.demo) bindChannel(folderChannel(join(wanted.dataFolder, 'underretninger')))
    bindSaturday(process.env.BROBYGGER_SATURDAY !== 'no')
    const fromSettings = readProviders(systemClock)
    if (given.idp && !wanted.demo)
      throw new PlainFault('--idp er kun til demonstrationen: i drift sættes BROBYGGER_IDENTITY.')
    // The port first: an occupied one must be told before anything is changed.
    const door = await takePort(wanted)
    const config = onPort(wanted, door.port)
    let databases: OpenedDatabases | undefined
    let database: Database | undefined
    let watch: KeyWatch | undefined
    let jobs: ReturnType<typeof startJobs> | undefined
    let system: SystemTokens | undefined
    let issuer: DemoIssuer | undefined
    const stop = stopper(async () => {
      await door.close()
      await issuer?.close()
      await jobs?.stop()
      await system?.close()
      await watch?.stop()
      await database?.close()
      await databases?.stop()
    })
    try {
      databases = await openDatabases(config)
      await refuseUnfitServer(databases.url, config)
      const master = readMasterKey(config)
      await bringUpToDate(databases)
      await refuseOpenWalls(databases)
      const heads = openHeads(auditHeadsFile(config))
      const keys = await withKeeper(databases, keeper => openKeys(keeper, master))
      watch = await watchKeys(databases.ownerUrl, master, keys)
      const links = await prepare(config, databases, keys)
      if (given.idp) issuer = await openDemoIssuer(config, databases)
      const providers = issuer ? demoProviders(issuer.issuer, systemClock) : fromSettings
      database = connect(databases.url, keys)
      door.serve(createApp({ config, database, clock: systemClock, providers }).fetch)
      system = await systemTokens(databases.ownerUrl)
      jobs = startJobs({
        database,
        tokens: system.tokens,
        clock: systemClock,
        gateway,
        sms: sms.gateway,
        smsFrom: sms.sender,
        baseUrl: config.baseUrl,
        // In the demonstration nobody wants to wait for the afternoon to see the mail.
        digestFrom: config.demo ? '00.00' : '15.00',
        heads,
        auditMail: auditMailTo(),
      })
      announce(config, links)
    } catch (error) {
      await stop.now()
      throw error
    }
    await stop.asked
    return 0
  },
}

/** The demonstration's own sign-in, one port above the site, with every invented colleague bound to it. */
const openDemoIssuer = async (config: Config, { ownerUrl }: OpenedDatabases): Promise<DemoIssuer> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    const plan = await keeper.asKeeper(kysely => demoSignIn(kysely, config.baseUrl))
    const issuer = await startDemoIssuer(plan.people, plan.callbacks, {
      host: config.host,
      port: config.port + 1,
      // By the name people reach the site with: 0.0.0.0 is a place to listen, not to go.
      name: new URL(config.baseUrl).hostname,
    })
    await keeper.asKeeper(kysely => plan.bind(kysely, issuer.issuer))
    return issuer
  } finally {
    await keeper.close()
  }
}

/** Programmes and, in the demonstration, people: made by the keeper before anybody is let in. */
const prepare = (config: Config, databases: OpenedDatabases, keys: Keys) =>
  withKeeper(databases, async keeper => {
    await fillDatabase(config, keeper, keys, systemClock.now())
    return config.demo ? await signInLinks(config, keeper, systemClock.now()) : []
  })

const withKeeper = async <T>({ ownerUrl }: OpenedDatabases, work: (keeper: Keeper) => Promise<T>): Promise<T> => {
  const keeper = connectKeeper(ownerUrl)
  try {
    return await work(keeper)
  } finally {
    await keeper.close()
  }
}

const takePort = async (config: Config) => {
  let serve: Fetch = () => startingAnswer(config)
  const server = createAdaptorServer({ fetch: request => serve(request) })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL'
          ? new PlainFault(portSentence(config, error.code))
          : error,
      ),
    )
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : config.port,
    serve(fetch: Fetch) {
      serve = fetch
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2_000).unref()
      }),
  }
}

const portSentence = (config: Config, code: string): string =>
  code === 'EADDRINUSE'
    ? `Porten ${config.port} er optaget af et andet program. Vælg en anden med --port.`
    : code === 'EACCES'
      ? `Porten ${config.port} må kun bruges af systemet. Vælg en over 1024 med --port.`
      : `Værten ${config.host} findes ikke på denne maskine. Vælg en anden med --host.`

/** Ctrl-C and a polite stop end it cleanly, once. */
const stopper = (work: () => Promise<void>) => {
  let done: Promise<void> | undefined
  const now = () => {
    done ??= work()
    return done
  }
  const asked = new Promise<void>((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // The embedded server's library would stop the database under the requests that are still being answered.
      process.removeAllListeners(signal)
      process.once(signal, () => now().then(resolve, reject))
    }
  })
  return { now, asked }
}

const announce = (config: Config, links: { role: string; name: string; address: string }[]) => {
  console.log(`\nBrobygger kører på ${config.baseUrl}\n`)
  if (links.length > 0) {
    console.log('Demonstration: alle personer og tal er opdigtede. Log ind som')
    const widest = Math.max(...links.map(({ role }) => role.length))
    for (const { role, name, address } of links) console.log(`  ${role.padEnd(widest)}  ${name.padEnd(24)} ${address}`)
  }
  console.log('\nStop med Ctrl-C.')
}
