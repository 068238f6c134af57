/**
 * OWASP ASVS 5.0.0, levels 1 and 2: what is met, what does not apply and what is open. The ids are the standard's; the
 * words are ours. A proof is a file, or 'file: title of a test in it'. Partly met is open. `npm run docs` prints it.
 */
export type Requirement = { id: string; asks: string } & (
  | { state: 'met'; proofs: string[]; says?: string }
  | { state: 'not applicable' | 'open'; says: string }
)

const met = (id: string, asks: string, proof: string, ...more: string[]): Requirement => ({
  id,
  asks,
  state: 'met',
  proofs: [proof, ...more],
})
/** Met, with a word on how. */
const metBy = (id: string, asks: string, says: string, ...proofs: string[]): Requirement => ({
  id,
  asks,
  state: 'met',
  proofs,
  says,
})
const none = (id: string, asks: string, says: string): Requirement => ({ id, asks, state: 'not applicable', says })
const open = (id: string, asks: string, says: string): Requirement => ({ id, asks, state: 'open', says })

const guard = 'src/doors/guard.test.ts'
const staff = 'src/doors/staff.test.ts'
const front = 'src/doors/open.test.ts'
const sessions = 'src/doors/sessions.test.ts'
const invitation = 'src/doors/invitation.test.ts'
const passkeys = 'src/doors/passkeys.test.ts'
const workplace = 'src/doors/workplace.test.ts'
const form = 'src/doors/form.test.ts'
const oidc = 'src/rooms/govern/identity/oidc.test.ts'
const guesses = 'src/rooms/govern/guesses.test.ts'
const crypto = 'src/kernel/crypto.test.ts'
const matrix = 'test/matrix/matrix.test.ts'
const habits = 'test/house/habits.test.ts'
const addresses = 'test/house/routes.test.ts'

const everyAnswer = `${guard}: Every answer says what a browser may do with it, also when it is a no`
const behindHttps = `${guard}: Behind https the browser is told to stay there, and the cookies are for this host alone`
const overHttp = `${matrix}: A sample of the matrix over HTTP: nobody is shown too much, and nobody is turned away wrongly`
const asSql = `${matrix}: A sample of the matrix as SQL without WHERE: the database and the application say what the model says`
const wrongToken = `${oidc}: A token \${what} is refused`
const strangeForms =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the title as it stands in the file
  'test/house/malformed.test.ts: The forms on ${path} take whatever is written in them, and never answer with a fault of ours'
const lostWay = `${invitation}: A lost way in ends every way and every session, is noted with how she was known, and both hear of it`
const notShown =
  'src/doors/audit.test.ts: A page whose line in the trail cannot be written is not shown, and nothing it did has happened'

const noUpload = 'No file is taken from anybody: a form carries texts alone, and anything else is an empty form.'
const noVideo = 'No voice or video is hosted.'
const noSocket = 'There are no WebSockets.'
const noServer =
  'Brobygger issues no tokens and is no authorisation server. The issuer of the demonstration is refused in operation.'
const noResource = 'No access token opens anything here; sessions are our own.'
const noLookup = 'There are no lookup codes and no codes sent by another way than the code app.'
const byProxy =
  'Brobygger speaks http behind the operator’s proxy and refuses to start on the open network without an https address. No runbook says yet'

/** Chapters of the standard by number; the headings are ours. */
export const chapters: Record<number, string> = {
  1: 'What is typed stays text',
  2: 'Rules of the work',
  3: 'In the browser',
  4: 'Requests and answers',
  5: 'Files',
  6: 'Showing who one is',
  7: 'Sessions',
  8: 'Who may what',
  9: 'Tokens that carry their own content',
  10: 'OAuth and OpenID Connect',
  11: 'Cryptography',
  12: 'On the wire',
  13: 'Setting up',
  14: 'Care of data',
  15: 'Code and parts',
  16: 'Logs and faults',
  17: 'Voice and video',
}

export const requirements: Requirement[] = [
  met(
    'V1.1.1',
    'input decoded once, before it is checked',
    `${form}: NUL is taken out of names and values, however it is written`,
  ),
  met(
    'V1.1.2',
    'escaping is the last step',
    'src/design/parts.test.ts: Karla writes a script as her name, and it is read as text wherever the name is shown',
    `${habits}: Text is escaped: raw() is for the document type alone`,
  ),
  met(
    'V1.2.1',
    'escaping fits the place: text, attribute, header',
    'src/design/parts.test.ts: no value, however odd, breaks out of its attribute',
  ),
  met(
    'V1.2.2',
    'addresses built safely, safe schemes alone',
    `${guard}: A page asked for without sign-in leads to signing in, and back to the page alone`,
    `${front}: Signing in never leads to another site`,
  ),
  met('V1.2.3', 'no injection into scripts or JSON', `${habits}: No page has a script of its own in the text`),
  met('V1.2.4', 'no SQL injection', `${habits}: SQL is put together from fixed words alone`, strangeForms),
  none('V1.2.5', 'no injection into commands of the system', 'No command of the operating system is run for a page.'),
  none('V1.2.6', 'no LDAP injection', 'No LDAP.'),
  none('V1.2.7', 'no XPath injection', 'No XML and no XPath.'),
  none('V1.2.8', 'LaTeX set up safely', 'No LaTeX.'),
  none('V1.2.9', 'regular expressions escaped', 'No regular expression is built from anything typed.'),
  none('V1.3.1', 'rich text cleaned', 'Nobody can write HTML: all that is typed is shown as text.'),
  met('V1.3.2', 'no eval', `${habits}: No text is run as a program, and no script writes markup`, everyAnswer),
  met(
    'V1.3.3',
    'values cleaned before a dangerous place',
    'src/rooms/message/gateway.test.ts: A line break in an address makes no header',
    'src/kernel/csv.test.ts: No cell begins a formula, whatever somebody has typed',
  ),
  none('V1.3.4', 'SVG from people cleaned', 'No pictures are taken from anybody.'),
  none('V1.3.5', 'Markdown, CSS and the like cleaned', 'Nothing typed is read as Markdown, style or template.'),
  none(
    'V1.3.6',
    'no requests to addresses people choose',
    'No address typed on a page is called: issuers stand in a file of the operator’s.',
  ),
  met('V1.3.7', 'no template injection', `${habits}: Text is escaped: raw() is for the document type alone`),
  none('V1.3.8', 'no JNDI injection', 'No Java.'),
  none('V1.3.9', 'memcache input cleaned', 'No memcache.'),
  none('V1.3.10', 'format strings cleaned', 'No format string is built from anything typed.'),
  met(
    'V1.3.11',
    'no injection into mail',
    'src/rooms/message/gateway.test.ts: A line break in an address makes no header',
  ),
  none('V1.4.1', 'memory-safe strings', 'TypeScript and SQL: memory is managed.'),
  met('V1.4.2', 'no integer overflow', strangeForms),
  metBy(
    'V1.4.3',
    'resources given back',
    'Memory is managed; a connection is given back whatever happens.',
    'src/kernel/database.ts',
  ),
  none('V1.5.1', 'XML parsers restrictive', 'No XML is read.'),
  met(
    'V1.5.2',
    'safe reading of serialised data',
    `${form}: A million fields, a file or JSON is no form of ours`,
    `${passkeys}: A forged signature, another’s key number, a copy of the key and noise open nothing`,
  ),

  open(
    'V2.1.1',
    'rules of each field documented',
    'The rules stand in code and tests (CPR number, phone, days, lengths); no document lists them field by field.',
  ),
  open('V2.1.2', 'rules for fields together documented', 'In code and tests alone, as V2.1.1.'),
  open(
    'V2.1.3',
    'limits of the work documented',
    'security.md gives those of signing in and break-glass, facts.md those of the programmes; there is no whole list.',
  ),
  met(
    'V2.2.1',
    'input checked against what is expected',
    'src/rooms/referral/steps.test.ts: what is wrong in Hvem is said at its field, and her words stay',
    'src/rooms/govern/pages/staff.test.ts: Every wrong field is told at its place, with his own words kept',
  ),
  met(
    'V2.2.2',
    'checked at the server',
    strangeForms,
    'src/rooms/referral/steps.test.ts: no form, however strange, breaks a step; her words come back as they were',
  ),
  met(
    'V2.2.3',
    'fields make sense together',
    'src/rooms/referral/steps.test.ts: due date and week fill each other, and must agree',
    'src/rooms/govern/pages/absence.test.ts: Wrong days are told at their field',
  ),
  met(
    'V2.3.1',
    'steps in order, none skipped',
    'src/rooms/referral/database.test.ts: a row that is no change of state there is, is refused',
    'src/rooms/referral/database.test.ts: where a referral stands is moved by a state row alone',
  ),
  metBy(
    'V2.3.2',
    'documented limits hold',
    'Those that are documented; see V2.1.3.',
    'src/rooms/govern/pages/consents.test.ts: R-02: the database refuses thirteen months, tomorrow and 1 March after 29 February by itself',
    'src/rooms/caseload/pages/glass.test.ts: Jordemoder Mette on duty opens one family of Odense with a reason, for an hour and no longer',
  ),
  met('V2.3.3', 'all or nothing', notShown),
  met(
    'V2.3.4',
    'no place is given twice',
    'src/rooms/referral/receive.test.ts: nobody is given more families than her hours, also when two are given at once',
  ),
  open(
    'V2.4.1',
    'against automated overuse',
    'Guesses, tries at break-glass and the size of a form are limited; how often somebody signed in may ask for pages, copies and drafts is not.',
  ),

  met('V3.2.1', 'no answer is shown as something else', everyAnswer),
  met(
    'V3.2.2',
    'text is set as text by scripts',
    `${habits}: No text is run as a program, and no script writes markup`,
  ),
  met(
    'V3.3.1',
    'cookies Secure, with prefix',
    behindHttps,
    'src/commands/start.test.ts: Real people’s data need a server that keeps them, a key, and https on the open network',
  ),
  met('V3.3.2', 'SameSite on each cookie', behindHttps),
  met('V3.3.3', '__Host- on each cookie', `${sessions}: Behind https the cookie is for this host alone`),
  met('V3.3.4', 'session cookie hidden from scripts', behindHttps),
  met('V3.4.1', 'HSTS for a year, with subdomains', behindHttps),
  none('V3.4.2', 'CORS fixed or by list', 'No answer carries a CORS header: no other origin reads anything.'),
  met('V3.4.3', 'Content-Security-Policy', everyAnswer),
  metBy(
    'V3.4.4',
    'nosniff on every answer',
    'All but Node’s own empty 400 to what is no HTTP request, which has no content.',
    everyAnswer,
    `${guard}: While it starts, the answer has the same headers as any other`,
  ),
  met('V3.4.5', 'referrer policy', everyAnswer),
  met('V3.4.6', 'frame-ancestors', everyAnswer),
  met(
    'V3.5.1',
    'no forged requests from other sites',
    `${guard}: A form that another site made her browser send is refused`,
  ),
  none(
    'V3.5.2',
    'preflight not gone around',
    'CORS preflight is not what protects: origin, SameSite and a token in each form do.',
  ),
  met(
    'V3.5.3',
    'changes by POST alone',
    `${invitation}: Opening the link changes nothing: a mail scanner that looks first does no harm`,
    `${staff}: A form without a token, or with something else in its place, is refused`,
  ),
  none('V3.5.4', 'other applications on other hosts', 'One application; it needs a host name of its own.'),
  none('V3.5.5', 'postMessage checked', 'No script uses postMessage.'),
  met(
    'V3.7.1',
    'no outdated browser technology',
    `${habits}: No text is fetched from somewhere else`,
    'src/design/layout.ts',
  ),
  met('V3.7.2', 'redirects to other hosts by list', `${workplace}: Signing in never leads to another site`),

  met(
    'V4.1.1',
    'type and charset on each answer',
    `${guard}: Each kind of answer tells its type and its alphabet`,
    'src/rooms/govern/pages/copy.ts',
    'src/rooms/govern/pages/affected.ts',
  ),
  open('V4.1.2', 'only pages are redirected to https', `${byProxy} what the proxy may redirect.`),
  met(
    'V4.1.3',
    'headers of the proxy cannot be forged',
    'src/doors/seat.test.ts: Whatever she writes in the header herself, the address that the proxy added last is believed',
  ),
  open(
    'V4.2.1',
    'no request smuggling',
    'Node’s strict parser reads here, never the lenient one; which proxy stands in front is the operator’s, and nothing is tested through one.',
  ),
  none('V4.3.1', 'GraphQL limited', 'No GraphQL.'),
  none('V4.3.2', 'no GraphQL introspection', 'No GraphQL.'),
  none('V4.4.1', 'WebSocket over TLS', noSocket),
  none('V4.4.2', 'WebSocket origin checked', noSocket),
  none('V4.4.3', 'WebSocket tokens', noSocket),
  none('V4.4.4', 'WebSocket tokens from the session', noSocket),

  none('V5.1.1', 'allowed uploads documented', noUpload),
  none('V5.2.1', 'size of uploads', noUpload),
  none('V5.2.2', 'content of uploads fits the name', noUpload),
  none('V5.2.3', 'archives checked before unpacking', noUpload),
  none('V5.3.1', 'uploads never run', noUpload),
  metBy(
    'V5.3.2',
    'paths from our own names',
    'Mails are named by a hash, letters by their number, static files by a list.',
    'src/rooms/message/gateway.test.ts: A mail sent twice is one file, and no half file is left',
    `${guard}: Files that everybody gets are kept by the browser; nothing else is`,
  ),
  metBy(
    'V5.4.1',
    'names of downloads are ours',
    'Both downloads have fixed names.',
    'src/rooms/govern/pages/copy.ts',
    'src/rooms/govern/pages/affected.ts',
  ),
  metBy(
    'V5.4.2',
    'names of downloads encoded',
    'The fixed names hold plain letters alone.',
    'src/rooms/govern/pages/copy.ts',
    'src/rooms/govern/pages/affected.ts',
  ),
  none('V5.4.3', 'files scanned', noUpload),

  met(
    'V6.1.1',
    'defence against guessing documented',
    'docs/security.md',
    `${guesses}: A thousand networks guess at Lone for an hour: at most ten an account in any quarter are looked at, and Lone gets in`,
  ),
  open(
    'V6.1.2',
    'list of our own words for passwords documented',
    'Eight words and her own name and mail are refused; the list stands in the code alone.',
  ),
  met('V6.1.3', 'all ways in documented', 'docs/security.md', 'docs/runbooks/sign-in.md'),
  metBy(
    'V6.2.1',
    'at least eight characters',
    'Twelve.',
    `${invitation}: A bad password or code is told at its field, and the invitation is still good`,
  ),
  open(
    'V6.2.2',
    'password can be changed',
    'Only by a new invitation from the administrator; she has no page of her own for it.',
  ),
  open('V6.2.3', 'change asks for the old one', 'There is no such change; see V6.2.2.'),
  open(
    'V6.2.4',
    'not one of the 3,000 commonest',
    'A list of eight words and five different characters; no list of 3,000.',
  ),
  metBy(
    'V6.2.5',
    'no rules of composition',
    'Length, five different characters and the list; no kind of character is demanded or refused.',
    'src/rooms/govern/password.ts',
  ),
  met('V6.2.6', 'password field masks', 'src/doors/sign-in.ts', 'src/doors/invitation.ts'),
  metBy(
    'V6.2.7',
    'pasting and password managers',
    'No script touches the fields, and they are named for password managers.',
    'src/doors/sign-in.ts',
    'src/doors/invitation.ts',
  ),
  open(
    'V6.2.8',
    'password checked exactly as typed',
    'Neither cut, trimmed nor lowered, but brought to Unicode form NFKC and freed of NUL first, so that one password is one on every keyboard. NIST asks for the first; the requirement has no exception.',
  ),
  metBy('V6.2.9', '64 characters allowed', 'Up to 200.', 'src/rooms/govern/password.ts'),
  metBy('V6.2.10', 'no forced change', 'Nothing ends a password by time.', 'src/rooms/govern/sign-in.ts'),
  open(
    'V6.2.11',
    'our own words refused',
    'They are (src/rooms/govern/password.ts), but the list is not documented, and names of houses are not on it.',
  ),
  open('V6.2.12', 'not a leaked password', 'No set of leaked passwords is asked.'),
  met(
    'V6.3.1',
    'guessing is stopped as documented',
    `${guesses}: A thousand guesses in the same second are a thousand guesses: four are looked at`,
    `${guesses}: One network that tries a few words on everybody is stopped at a hundred; those with a computer of their own are not`,
  ),
  met(
    'V6.3.2',
    'no default accounts',
    `${addresses}: Outside the demonstration nobody signs in by link`,
    `${invitation}: The operator invites the first administrator of a house, and she signs in; nobody without a name or a house`,
  ),
  met(
    'V6.3.3',
    'two factors',
    `${front}: Lone signs in with password and one-time code, and is led to where she was going`,
    `${workplace}: At level Lav she is told what is asked for, and is not signed in`,
    `${passkeys}: A key made \${what}, or an answer \${what}, is refused`,
  ),
  met('V6.3.4', 'no other way in', `${addresses}: Only the addresses of the public list answer without sign-in`),
  met(
    'V6.4.1',
    'first codes random and short-lived',
    `${invitation}: An invitation dies after three days, when a newer one is sent, when she leaves, and by one wrong letter`,
    `${invitation}: Two who take one invitation at the same moment: one gets in`,
  ),
  none('V6.4.2', 'no hints or secret questions', 'There are none.'),
  met('V6.4.3', 'lost password without going around a factor', lostWay),
  met('V6.4.4', 'lost factor: identity shown anew', lostWay),
  met(
    'V6.5.1',
    'one-time codes serve once',
    `${front}: A one-time code serves once, also for two who use it at the same moment`,
  ),
  none('V6.5.2', 'lookup codes hashed', noLookup),
  metBy(
    'V6.5.3',
    'seeds by strong chance',
    'HMAC-SHA-256 with the master key over a random number.',
    'src/rooms/govern/invitation.ts',
  ),
  none('V6.5.4', '20 bits in lookup codes', noLookup),
  open(
    'V6.5.5',
    'one-time codes live 30 seconds',
    'A step is 30 seconds, but one step either side is taken for clocks that differ: up to 90 seconds.',
  ),
  none('V6.6.1', 'SMS codes only as a second choice', 'No codes by SMS or phone.'),
  none('V6.6.2', 'codes bound to their request', noLookup),
  none('V6.6.3', 'codes limited in tries', noLookup),
  met(
    'V6.8.1',
    'one issuer cannot speak for another',
    `${workplace}: The same subject at another workplace is another person`,
  ),
  met('V6.8.2', 'signatures always checked', wrongToken),
  none('V6.8.3', 'SAML assertions once', 'No SAML adapter is shipped.'),
  met(
    'V6.8.4',
    'level and recentness asked for and checked',
    `${oidc}: Where Høj is asked for, Betydelig is too low`,
    `${oidc}: On a shared computer she must show who she is now, and an old sign-in at the issuer is not enough`,
  ),

  met('V7.1.1', 'rest and whole length documented', 'docs/security.md'),
  open(
    'V7.1.2',
    'number of sessions at once documented',
    'There is no limit, and no document says so; she sees and ends them herself.',
  ),
  met('V7.1.3', 'sessions with a workplace’s sign-in documented', 'docs/security.md', 'docs/runbooks/sign-in.md'),
  met(
    'V7.2.1',
    'sessions checked at the server',
    `${staff}: A cookie that is no session, or an old one, signs nobody in`,
  ),
  met(
    'V7.2.2',
    'session tokens made anew',
    `${front}: Each sign-in gives a session of its own, whatever cookie came along`,
  ),
  open('V7.2.3', '128 random bits', 'Strong chance, but a random UUID: 122 bits.'),
  met(
    'V7.2.4',
    'new token at each sign-in',
    `${sessions}: A stolen cookie is worth nothing after sign-out, nor after she has signed in again`,
  ),
  met('V7.3.1', 'ends after a rest', `${sessions}: Staff rest a quarter of an hour, and no longer`),
  met('V7.3.2', 'ends at last', `${sessions}: However busy the day, a session ends after twelve hours`),
  met(
    'V7.4.1',
    'ended is ended at the server',
    `${sessions}: A stolen cookie is worth nothing after sign-out, nor after she has signed in again`,
  ),
  met(
    'V7.4.2',
    'ended when she leaves',
    `${sessions}: Leaving takes effect at the next request, whoever wrote it down`,
  ),
  metBy(
    'V7.4.3',
    'other sessions can be ended after a factor changed',
    'Adding or removing a passkey leads back to the page with her sessions and a button that ends all.',
    `${sessions}: Lone sees where she is signed in, ends one place, and then all of them`,
    lostWay,
  ),
  met('V7.4.4', 'signing out in sight on each page', 'src/design/layout.ts'),
  metBy('V7.4.5', 'an administrator can end sessions', 'Of one colleague, by replacing a lost way in.', lostWay),
  open(
    'V7.5.1',
    'signing in again before ways in are changed',
    'A passkey is added only within ten minutes of signing in; removing one, and an administrator’s change of mail or binding, asks for nothing anew.',
  ),
  open(
    'V7.5.2',
    'she sees and ends her sessions, after showing who she is',
    'She sees and ends them, but is not asked to show who she is again.',
  ),
  met(
    'V7.6.1',
    'lengths between us and the issuer as documented',
    `${oidc}: On a shared computer she must show who she is now, and an old sign-in at the issuer is not enough`,
  ),
  met(
    'V7.6.2',
    'no session without her act',
    `${workplace}: The answer brought a second time, or by another browser, opens nothing`,
    `${front}: A demonstration link shows who one becomes, and signs in only when that is said yes to`,
  ),

  met(
    'V8.1.1',
    'rules of access documented',
    'docs/roles.md',
    `test/house/docs.test.ts: docs/\${name} says what the code says`,
  ),
  open(
    'V8.1.2',
    'rules for single fields documented',
    'Columns held back stand in each room’s access.ts and in the database’s grants; roles.md tells of tables alone.',
  ),
  met(
    'V8.2.1',
    'each function by right',
    `${addresses}: Every address has a right that a room has given, and a purpose for the audit`,
    overHttp,
  ),
  met('V8.2.2', 'each thing by relation', overHttp, asSql),
  open(
    'V8.2.3',
    'each field by right',
    'Grants name columns where rules do (src/kernel/access/database.test.ts), and break-glass opens column by column; the matrix over HTTP sends empty forms and does not try each field.',
  ),
  met(
    'V8.3.1',
    'rules enforced where nobody can change them',
    asSql,
    `${matrix}: A policy of the counselling notes that is dropped, opened or widened does not pass unnoticed`,
  ),
  met(
    'V8.4.1',
    'houses apart',
    asSql,
    'src/kernel/walls.test.ts: Rådgiver Lone sees the family she opened; nobody in another organisation does',
  ),

  met('V9.1.1', 'signature before content', wrongToken),
  met('V9.1.2', 'algorithms by list', wrongToken, 'src/rooms/govern/identity/settings.ts'),
  met('V9.1.3', 'keys from the known issuer alone', wrongToken),
  met(
    'V9.2.1',
    'within its time',
    wrongToken,
    `${oidc}: A token is as fresh as our clock says, by daylight saving and at midnight`,
  ),
  metBy(
    'V9.2.2',
    'the right kind of token',
    'Only the identity token of the answer to our own code is read.',
    wrongToken,
  ),
  met('V9.2.3', 'meant for us', wrongToken),
  none('V9.2.4', 'issued tokens name their audience', noServer),

  metBy(
    'V10.1.1',
    'tokens only where needed',
    'They are read at the server and kept nowhere; the browser gets none.',
    'src/rooms/govern/identity/oidc.ts',
  ),
  met(
    'V10.1.2',
    'answers only to what this browser began',
    `${workplace}: The answer brought a second time, or by another browser, opens nothing`,
  ),
  met(
    'V10.2.1',
    'PKCE or state',
    `${oidc}: The question carries PKCE, state, nonce and the level asked for, and no secret`,
  ),
  met(
    'V10.2.2',
    'issuers not mixed up',
    `${workplace}: An answer given too late, or at another workplace’s address, opens nothing`,
  ),
  none('V10.3.1', 'access tokens for this service', noResource),
  none('V10.3.2', 'claims of access tokens decide', noResource),
  none('V10.3.3', 'who, from claims that do not move', noResource),
  none('V10.3.4', 'level in access tokens', noResource),
  none('V10.4.1', 'redirect addresses by list', noServer),
  none('V10.4.2', 'code once', noServer),
  none('V10.4.3', 'code short-lived', noServer),
  none('V10.4.4', 'grants by need', noServer),
  none('V10.4.5', 'refresh tokens not replayed', noServer),
  none('V10.4.6', 'PKCE demanded', noServer),
  none('V10.4.7', 'dynamic registration', noServer),
  none('V10.4.8', 'refresh tokens expire', noServer),
  none('V10.4.9', 'tokens can be revoked', noServer),
  none('V10.4.10', 'clients show who they are', noServer),
  none('V10.4.11', 'scopes by need', noServer),
  met('V10.5.1', 'nonce', wrongToken),
  met(
    'V10.5.2',
    'who, by issuer and subject',
    `${workplace}: The same subject at another workplace is another person`,
    `${invitation}: Two persons never share an account: a subject that is somebody’s is not taken by another`,
  ),
  met(
    'V10.5.3',
    'metadata of another issuer refused',
    `${oidc}: What an issuer says of itself under another’s name is not believed`,
  ),
  met('V10.5.4', 'audience is us', wrongToken),
  none('V10.5.5', 'back-channel logout', 'Not offered.'),
  none('V10.6.1', 'response modes', noServer),
  none('V10.6.2', 'no forced logout', noServer),
  none('V10.7.1', 'consent to each client', noServer),
  none('V10.7.2', 'consent explained', noServer),
  none('V10.7.3', 'consent taken back', noServer),

  open(
    'V11.1.1',
    'life of keys documented',
    'One master key file, derived keys by use and house (src/kernel/crypto.ts); how it is made, kept, shared and replaced is no policy yet.',
  ),
  open('V11.1.2', 'inventory of cryptography', 'None beside the code.'),
  met(
    'V11.2.1',
    'known implementations',
    'src/kernel/crypto.ts',
    `${crypto}: What is sealed comes back word for word, and nothing of it shows`,
  ),
  open(
    'V11.2.2',
    'algorithms and keys can be changed',
    'A sealed field carries no version, and no command replaces the master key.',
  ),
  open(
    'V11.2.3',
    '128 bits of security',
    'Ours have; an issuer or passkey that signs with RSA of 2,048 bits (112) is taken.',
  ),
  met('V11.3.1', 'no weak modes', 'src/kernel/crypto.ts'),
  metBy('V11.3.2', 'approved ciphers', 'AES-256-GCM alone.', 'src/kernel/crypto.ts'),
  met(
    'V11.3.3',
    'changed ciphertext does not open',
    `${crypto}: A changed or cut ciphertext does not open, wherever the change is`,
  ),
  open(
    'V11.4.1',
    'approved hashes alone',
    'SHA-256 everywhere, but one-time codes are HMAC-SHA-1, as code apps speak it.',
  ),
  metBy('V11.4.2', 'passwords by a slow hash', 'argon2id, 19 MiB, two passes.', 'src/rooms/govern/password.ts'),
  metBy(
    'V11.4.3',
    'hashes of integrity long enough',
    'SHA-256 whole.',
    `src/kernel/audit-tamper.test.ts: The owner of the database is found out: \${kind}`,
  ),
  none('V11.4.4', 'keys from passwords stretched', 'No key is made from a password.'),
  open(
    'V11.5.1',
    'random values of 128 bits',
    'Strong chance everywhere; sessions, browser marks and demonstration links are random UUIDs: 122 bits.',
  ),
  met(
    'V11.6.1',
    'approved signatures',
    wrongToken,
    `${passkeys}: A forged signature, another’s key number, a copy of the key and noise open nothing`,
  ),

  open('V12.1.1', 'TLS 1.2 and 1.3 alone', `${byProxy} which versions it must take.`),
  open('V12.1.2', 'strong ciphers', `${byProxy} which ciphers it must take.`),
  none('V12.1.3', 'client certificates checked', 'None are used.'),
  open('V12.2.1', 'TLS to everybody outside', `${byProxy} how the proxy is set up.`),
  open('V12.2.2', 'public certificates', `${byProxy} where its certificate is from.`),
  open(
    'V12.3.1',
    'TLS on every connection',
    'Issuers must be https; the database’s address may ask for TLS, but a start without it on another host is not refused.',
  ),
  metBy(
    'V12.3.2',
    'certificates checked',
    'Node’s own check, switched off nowhere.',
    'src/rooms/govern/identity/oidc.ts',
    'src/kernel/database.ts',
  ),
  open(
    'V12.3.3',
    'TLS inside',
    'From the proxy to Brobygger it is plain http: on the same machine, or the operator must shut the net between.',
  ),
  open(
    'V12.3.4',
    'known certificates inside',
    'Which authority the database’s certificate must be from is not said or held.',
  ),

  open(
    'V13.1.1',
    'all connections documented',
    'They are few (database, issuers, a folder for mail) and stand in settings.md, but no document lists who calls whom.',
  ),
  open(
    'V13.2.1',
    'services show who they are by short-lived means',
    'The database’s roles sign in with passwords that do not change by themselves.',
  ),
  met(
    'V13.2.2',
    'least rights between parts',
    'src/commands/start.test.ts: A superuser or an owner in the place of the pages’ role is refused, and no table is made',
  ),
  metBy(
    'V13.2.3',
    'no default passwords',
    'The embedded server’s are made by chance at the first start; others are the operator’s own.',
    'src/kernel/embedded.ts',
  ),
  met(
    'V13.2.4',
    'systems outside by list',
    'src/rooms/govern/identity/settings.test.ts: Without a file there is no such way in; a file that is not there stops the start',
  ),
  open(
    'V13.2.5',
    'the server may call and read by list alone',
    'The code calls issuers alone; nothing around the process holds it to that.',
  ),
  open(
    'V13.3.1',
    'secrets in a vault',
    'A key file and environment variables. The seeds of code apps stand unsealed in a table that the pages’ role cannot read.',
  ),
  open(
    'V13.3.2',
    'secrets by least right',
    'The process that serves pages also holds the owner’s address of the database, for migrations and jobs.',
  ),
  open(
    'V13.4.1',
    'no source control in operation',
    'Nothing outside the list of static files is served, but it is run from a working copy that the process can read.',
  ),
  met(
    'V13.4.2',
    'no debugging in operation',
    `${staff}: A fault of ours gives a number to report and nothing of the inside`,
    `${addresses}: Outside the demonstration nobody signs in by link`,
  ),
  met(
    'V13.4.3',
    'no listing of folders',
    `${guard}: Files that everybody gets are kept by the browser; nothing else is`,
  ),
  met('V13.4.4', 'no TRACE', `${guard}: Nothing of a request is told back by TRACE`),
  met(
    'V13.4.5',
    'no inner endpoints shown',
    `${addresses}: Only the addresses of the public list answer without sign-in`,
  ),

  met(
    'V14.1.1',
    'data classified',
    'docs/data.md',
    'test/house/data.test.ts: Every column of every table has a class, a purpose and a time of keeping',
  ),
  open(
    'V14.1.2',
    'protection of each class documented',
    'data.md gives class, purpose and time; which protection each class must have is not written.',
  ),
  open(
    'V14.2.1',
    'nothing sensitive in addresses',
    'No person stands in one (test/house/routes.test.ts), and forms are sent as bodies; an invitation’s link holds its code, good once and for three days.',
  ),
  met('V14.2.2', 'nothing sensitive in caches on the way', everyAnswer),
  met('V14.2.3', 'nothing to third parties', `${habits}: No text is fetched from somewhere else`, everyAnswer),
  open(
    'V14.2.4',
    'protection as documented',
    'Sealing, keeping, erasing and the trail are in place; what each class asks for is not documented, see V14.1.2.',
  ),
  open(
    'V14.3.1',
    'cleared in the browser at the end',
    'Signing out sends Clear-Site-Data; a page left open when the session has rested too long stays on the screen, and without connection nothing is cleared.',
  ),
  met('V14.3.2', 'no-store', everyAnswer),
  met(
    'V14.3.3',
    'nothing sensitive stored in the browser',
    `${staff}: What was said of Amina stands in no cookie that can be read, nor in another’s session`,
  ),

  open('V15.1.1', 'time frames for updates documented', 'None.'),
  open('V15.1.2', 'SBOM', 'Versions are pinned with hashes in package-lock.json; no SBOM is made.'),
  open(
    'V15.1.3',
    'costly functions documented',
    'performance.md has figures of the pages; what costs most and how it is held is not listed.',
  ),
  open(
    'V15.2.1',
    'parts within the time frames',
    'There are no time frames, and nothing compares versions with known holes.',
  ),
  open(
    'V15.2.2',
    'costly functions held',
    'Lists are paged, forms limited, passwords hashed aside; no statement has a time limit.',
  ),
  open(
    'V15.2.3',
    'nothing extra in operation',
    'Demonstration, invented people and the test issuer are in the same program; they are refused in operation, not left out.',
  ),
  met(
    'V15.3.1',
    'only the fields asked for',
    'src/rooms/caseload/pages/glass.test.ts: Nothing else opens: no draft, no referral, no number, no other family, neither on a page nor in the database',
    overHttp,
  ),
  metBy(
    'V15.3.2',
    'no redirects followed',
    'The sign-in library’s requests say redirect: manual; there are no others.',
    'src/rooms/govern/identity/oidc.ts',
  ),
  met(
    'V15.3.3',
    'no mass assignment',
    'src/kernel/access/database.test.ts: Pages held to some columns may write those and no other, and are given the row again when the rule says so',
    `${form}: A name that a program would trip over is a field like any other`,
  ),
  met(
    'V15.3.4',
    'the right address from the proxy',
    'src/doors/seat.test.ts: Whatever she writes in the header herself, the address that the proxy added last is believed',
  ),
  met('V15.3.5', 'types held', 'tsconfig.json', `${habits}: The compiler is not told to look away`),
  met('V15.3.6', 'no prototype pollution', `${form}: A name that a program would trip over is a field like any other`),
  met(
    'V15.3.7',
    'no parameter pollution',
    `${form}: A form gives texts, several under one name where she ticked several`,
    strangeForms,
  ),

  open(
    'V16.1.1',
    'inventory of logs',
    'The trail is described in security.md; the site’s own log has no list of events, keeping or readers.',
  ),
  met(
    'V16.2.1',
    'who, what, when, where',
    'src/doors/audit.test.ts: A request that reads and changes leaves one row, which tells whom it changed',
  ),
  metBy(
    'V16.2.2',
    'clocks agree',
    'UTC in the log; a start with clocks five seconds apart is refused.',
    'src/kernel/log.ts',
    'src/commands/refusals.ts',
  ),
  open(
    'V16.2.3',
    'logs only where documented',
    'Standard error, the trail and its heads; not compared with an inventory, see V16.1.1.',
  ),
  metBy('V16.2.4', 'one format', 'One line of JSON an event.', 'src/kernel/log.ts'),
  open(
    'V16.2.5',
    'nothing sensitive in logs',
    'No address with an id, nothing typed is logged; but the message of a fault is, and a test that none carries a value is missing.',
  ),
  open(
    'V16.3.1',
    'every sign-in logged',
    'Way and outcome of each, and her own events in her access; the log does not name the account or the place of a failed one.',
  ),
  met(
    'V16.3.2',
    'refusals logged',
    `${staff}: Unknown and forbidden are the same answer, byte for byte; only the audit knows which`,
    `${staff}: A refused look at somebody’s number stands in the trail with whom it was about`,
  ),
  open(
    'V16.3.3',
    'attempts around the controls logged',
    'Refused pages, guesses, forms from other sites and forms too large are; refused fields are not, and no document lists the events.',
  ),
  met(
    'V16.3.4',
    'faults logged',
    `${staff}: A fault of ours gives a number to report and nothing of the inside`,
    'src/kernel/log.ts',
  ),
  metBy('V16.4.1', 'no injection into logs', 'Each line is written as JSON.', 'src/kernel/log.ts'),
  open(
    'V16.4.2',
    'logs protected',
    'The trail is (src/kernel/audit-seal.test.ts); the site’s own log is standard error, and its keeping is the operator’s.',
  ),
  open(
    'V16.4.3',
    'logs elsewhere too',
    'The heads of the trail can stand outside, and go out by mail; the rows and the site’s log are not sent anywhere.',
  ),
  met(
    'V16.5.1',
    'faults tell nothing of the inside',
    `${staff}: A fault of ours gives a number to report and nothing of the inside`,
  ),
  met(
    'V16.5.2',
    'safe when something outside fails',
    'src/doors/unavailable.test.ts: While the database is away Lone is asked to wait, with a 503 and not as a fault of ours',
    `${oidc}: An issuer that does not answer is told as such, and nothing is thrown`,
    'src/jobs.test.ts: A mail that does not leave is tried again, and nothing is noted as sent',
  ),
  met('V16.5.3', 'fails shut', notShown),

  none('V17.1.1', 'TURN held to public addresses', noVideo),
  none('V17.2.1', 'DTLS key managed', noVideo),
  none('V17.2.2', 'DTLS ciphers', noVideo),
  none('V17.2.3', 'SRTP checked', noVideo),
  none('V17.2.4', 'odd SRTP survived', noVideo),
  none('V17.3.1', 'floods of signalling survived', noVideo),
  none('V17.3.2', 'odd signalling survived', noVideo),
]
