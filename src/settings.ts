export interface Setting {
  /** The environment variable. */
  name?: string
  /** The option on the command line, which wins. */
  option?: string
  otherwise: string
  means: string
}

/** What an operator may set. Nothing secret has a default; docs/settings.md is printed from here. */
export const settings: Setting[] = [
  { name: 'PORT', option: '--port', otherwise: '3000', means: 'The port of the site; 0 takes a free one.' },
  { name: 'HOST', option: '--host', otherwise: '127.0.0.1', means: 'The network address the site listens on.' },
  {
    name: 'BASE_URL',
    otherwise: 'http://HOST:PORT',
    means:
      'The address people use, behind a proxy: decides links, the origin that forms must come from, and whether cookies are for https alone.',
  },
  {
    name: 'BROBYGGER_DATA',
    option: '--data',
    otherwise: 'data',
    means: 'The folder of the embedded database, its passwords, the master key and, in the demonstration, mail.',
  },
  {
    name: 'DATABASE_URL',
    otherwise: 'the embedded server',
    means: 'PostgreSQL as the application role, which owns nothing. Set it together with DATABASE_OWNER_URL.',
  },
  {
    name: 'DATABASE_OWNER_URL',
    otherwise: 'the embedded server',
    means: 'The same database as its owner: migrations, programme files, populate and check. Pages never use it.',
  },
  {
    name: 'BROBYGGER_MODE',
    otherwise: 'demo with the embedded server, production with DATABASE_URL',
    means: 'demo: invented people, sign-in by link, mail to a local folder. Anything else: production.',
  },
  {
    name: 'BROBYGGER_KEY_FILE',
    otherwise: 'master.key in the data folder (made once in demo, demanded in production)',
    means: 'A file with 32 random bytes in hex: the key that opens sealed names. Keep it apart from the backups.',
  },
  {
    name: 'BROBYGGER_IDENTITY',
    otherwise: 'none: password with one-time code, and passkeys',
    means:
      'A YAML file with the sign-ins of workplaces and the broker for citizens: issuer, client and the claim that tells the assurance level. See docs/runbooks/sign-in.md.',
  },
  {
    name: 'BROBYGGER_FORWARDED',
    otherwise: 'the address of the connection; behind https none',
    means:
      'The header in which your proxy writes where a request came from, for example X-Forwarded-For. Its last address is believed: guesses at signing in are counted by network too.',
  },
  {
    name: 'BROBYGGER_WAS_URL',
    otherwise: '/tilgaengelighed',
    means: 'Where /was leads: the operator’s registered accessibility statement.',
  },
  {
    name: 'BROBYGGER_MAIL',
    otherwise: 'folder in the demonstration, demanded in production',
    means: 'folder: mails become files in the folder mail of the data folder, where a mail server collects them.',
  },
  {
    name: 'BROBYGGER_MAIL_FROM',
    otherwise: 'no-reply@example.org',
    means: 'The address mails come from: neutral, naming no unit.',
  },
  {
    name: 'BROBYGGER_SMS',
    otherwise: 'a folder in the demonstration, demanded in production',
    means:
      'Where texts to her go: the https address of a gateway that takes one JSON a text (reference, to, from, text) and keeps one of each reference; or off.',
  },
  {
    name: 'BROBYGGER_SMS_KEY_FILE',
    otherwise: 'demanded with an address',
    means: 'A file with the key that the gateway is called with.',
  },
  {
    name: 'BROBYGGER_SMS_FROM',
    otherwise: 'Aftale',
    means: 'The name texts come from: 2 to 11 letters a to z or digits, neutral; one that tells is refused at start.',
  },
  {
    name: 'BROBYGGER_AUDIT_HEADS',
    otherwise: 'audit-heads.jsonl in the data folder',
    means:
      'The file that the heads of the sealed audit trail are appended to, one line of JSON a seal. Keep it where the database’s owner cannot write.',
  },
  {
    name: 'BROBYGGER_AUDIT_MAIL',
    otherwise: 'nobody',
    means: 'Addresses, with commas between, that get the newest heads once a day: witnesses outside the house.',
  },
  {
    name: 'BROBYGGER_EMBEDDED',
    otherwise: 'refused in production',
    means: 'accepted: the embedded server may hold real people’s data. It has no backup tools of its own.',
  },
  {
    name: 'BROBYGGER_BACKUP_KEY',
    otherwise: 'demanded by backup and restore',
    means:
      'A file with 32 random bytes in hex that seals the backups: another one than the master key, kept elsewhere.',
  },
  {
    name: 'BROBYGGER_BACKUP_STAGING',
    otherwise: 'the folder for temporary files',
    means:
      'Where a base backup lies, unsealed, while it is copied and proved; as large as the database. Only for backup.',
  },
  {
    name: 'DATABASE_BACKUP_URL',
    otherwise: 'demanded by backup with DATABASE_URL',
    means: 'The same database as a role with REPLICATION and pg_read_all_settings that owns nothing.',
  },
  {
    name: 'BROBYGGER_POSTGRES_BIN',
    otherwise: '/usr/lib/postgresql/VERSION/bin',
    means: 'The folder of PostgreSQL’s own programs: pg_basebackup, pg_verifybackup, pg_ctl and postgres.',
  },
  {
    name: 'BROBYGGER_SATURDAY',
    otherwise: 'counts',
    means:
      'counts: Saturday is one of the six weekdays in which a municipality must confirm a notification of concern, so it is asked for the earlier. no: it is not. Ask your lawyer.',
  },
  { name: 'BROBYGGER_LOG', otherwise: 'on, to standard error', means: 'off: no log lines.' },
  { option: '--json', otherwise: 'off', means: 'Commands answer with one line of JSON.' },
]

/** What somebody who runs the tests may set. */
export const testSettings: Setting[] = [
  {
    name: 'CI',
    otherwise: 'unset',
    means: 'Set: a missing browser or missing reference data fails instead of being skipped.',
  },
  { name: 'BROBYGGER_REFERENCE', otherwise: '../shared', means: 'The folder of the reference data.' },
  {
    name: 'BROBYGGER_TEST_SERVER',
    otherwise: 'a throw-away embedded server',
    means: 'A superuser’s address on a PostgreSQL that the tests may make databases and roles on.',
  },
  { name: 'BROBYGGER_TESTS', otherwise: 'all', means: 'database: leave the browser out.' },
  {
    name: 'BROBYGGER_SEQUENCES',
    otherwise: 'see the test',
    means: 'How many random stories the state machine is told.',
  },
  {
    name: 'BROBYGGER_DB_SEQUENCES',
    otherwise: 'see the test',
    means: 'How many of them the database is told.',
  },
  { name: 'BROBYGGER_SEED', otherwise: 'see the test', means: 'The seed of those stories: repeats a failure.' },
  { name: 'CHROMIUM', otherwise: '/usr/bin/chromium', means: 'The browser.' },
  {
    name: 'NODE_COMPILE_CACHE',
    otherwise: 'node_modules/.cache/brobygger',
    means: 'Where what was read and translated once is kept, for the command as well.',
  },
  {
    name: 'TMPDIR',
    otherwise: '/dev/shm where 4 GB are free',
    means: 'Where the throw-away server keeps its data.',
  },
  { name: 'SHOTS', otherwise: 'none', means: 'A folder to leave pictures of the pages in.' },
]
