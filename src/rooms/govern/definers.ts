/** Functions that run as their owner, and why nothing leaks by them. */
export const definers: Record<string, string> = {
  'govern.open_by_consent()': 'a trigger: her yes opens its parts to its one recipient, to its last day',
  'govern.shut_by_consent()': 'a trigger: a consent taken back shuts what it opened, and nothing else',
  'govern.shut_replaced()': 'a trigger: a consent that is renewed shuts the older one',
  'govern.same_consent()': 'a trigger: a consent renews one of the same case to the same house',
  'govern.same_end()': 'a trigger: an end belongs to its consent',
  'govern.may_exchange()': 'a trigger: the exchange is a municipality’s own',
  'govern.consent_says(uuid,text[],text,text,date,date,text)':
    'yes or no to whoever has the words of a consent already',
  'govern.consent_is_over(uuid)': 'yes or no about one consent whose number the caller has',
  'govern.consent_forms(date)': 'two numbers about the caller’s own organisation, for those who watch over it',
  'govern.refuse_sharing()':
    'a trigger: reads one mark of the case that is being shared, and answers with a refusal alone',
  'govern.through_glass(uuid)': 'yes or no about the caller’s own emergency access',
  'govern.move_credential()': 'a trigger: signing in follows the address of the account',
  'govern.otp_used(uuid,bigint)': 'a one-time code serves once',
  'govern.link_account(text)': 'the demonstration’s links',
  'govern.live_roles(uuid,uuid)': 'called by the functions below alone: the roles an account has now',
  'govern.sign_in(uuid,uuid,text,text,boolean,text,text)': 'opens a session with the role the account has today',
  'govern.my_roles()': 'the caller’s own roles',
  'govern.choose_role(text)': 'changes the caller’s own session, to a role she has now',
  'govern.end_sessions_of_changed()': 'a trigger: leaving or another role ends sessions',
  'govern.keep_staff_role()': 'a trigger: a role is given and ended, never changed, and never by herself to herself',
  'govern.begin_try(text,text,bytea,timestamp with time zone)':
    'counts guesses before anybody is somebody; tells the caller alone',
  'govern.try_was_right(uuid,uuid,uuid,text,text,bytea,timestamp with time zone)':
    'takes back a try by its random number',
  'govern.begin_ceremony(text,text,text,jsonb,timestamp with time zone)': 'remembers what one browser began',
  'govern.take_ceremony(text,text,text,timestamp with time zone)':
    'gives it back once, to the browser that knows both secrets',
  'govern.workplace_account(text,text,text)': 'signing in: the account of a subject the issuer has vouched for',
  'govern.citizen_sign_in(text,text,text,text,boolean)': 'a citizen the broker has vouched for',
  'govern.invite(uuid,text,text,timestamp with time zone)':
    'an administrator’s, within her own organisation, never for herself',
  'govern.open_invitation(uuid,timestamp with time zone)': 'the invitation behind a link only the key file can make',
  'govern.take_invitation(uuid,timestamp with time zone)': 'called by the two below alone',
  'govern.accept_with_password(uuid,text,text,bigint,timestamp with time zone)': 'takes an invitation once',
  'govern.accept_with_workplace(uuid,text,text,text,timestamp with time zone)': 'takes an invitation once',
  'govern.bind_workplace(uuid,text,text)': 'an administrator’s, within her own organisation, never for herself',
  'govern.add_passkey(text,bytea,bigint,text[],text)': 'the caller’s own, soon after she signed in',
  'govern.my_passkeys()': 'the caller’s own',
  'govern.ways_of(uuid)': 'how, never with what: the caller’s own, or an administrator’s colleagues',
  'govern.remove_passkey(uuid)': 'the caller’s own, never the last way in',
  'govern.passkey_account(text)': 'signing in: the public key of a credential',
  'govern.passkey_used(uuid,bigint,bigint)': 'signing in: counts a use',
  'govern.access_events(uuid,integer)': 'the caller’s own, or an administrator’s colleagues without their hours',
  'govern.sign_out_everywhere(text)': 'whoever holds the token may end all of its owner’s',
}
