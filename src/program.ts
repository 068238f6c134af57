import { benchMainJob } from '../bench/main-job.ts'
import { accessCommand } from './commands/access.ts'
import { affectedCommand } from './commands/affected.ts'
import { backupCommand } from './commands/backup.ts'
import { checkCommand } from './commands/check.ts'
import { eraseCommand } from './commands/erase.ts'
import { exportCommand } from './commands/export.ts'
import { inviteCommand } from './commands/invite.ts'
import { messagesCommand } from './commands/messages.ts'
import { migrateCommand } from './commands/migrate.ts'
import { populateCommand } from './commands/populate.ts'
import { programmeCommand } from './commands/programme.ts'
import { recordsCommand } from './commands/records.ts'
import { restoreCommand } from './commands/restore.ts'
import { rotateKeysCommand } from './commands/rotate-keys.ts'
import { start } from './commands/start.ts'
import { verifyAuditCommand } from './commands/verify-audit.ts'
import { runCommand } from './kernel/command.ts'

const code = await runCommand(
  [
    start,
    migrateCommand,
    programmeCommand,
    populateCommand,
    checkCommand,
    verifyAuditCommand,
    affectedCommand,
    accessCommand,
    messagesCommand,
    inviteCommand,
    backupCommand,
    restoreCommand,
    rotateKeysCommand,
    exportCommand,
    eraseCommand,
    recordsCommand,
    benchMainJob,
  ],
  process.argv.slice(2),
)
// The embedded server's package ends the process with 0 when nothing is left to do: say the code ourselves.
process.stdout.write('', () => process.exit(code))
