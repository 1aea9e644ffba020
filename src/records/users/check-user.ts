import { hasUnseen, isSeen, type Problem } from '#base';

const MAX_NAME = 60;
const MAX_MAIL = 254;
/** What browsers take in an email input (WHATWG HTML, "valid e-mail address"). */
const MAIL =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

type Checked<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value: undefined; readonly problems: readonly Problem[] };

const badName = (code: string, message: string): Checked<string> => ({
  value: undefined,
  problems: [{ pointer: '/name', code, message }],
});

/** A name as it is stored: trimmed, composed characters, runs of blanks made one. */
export function checkName(input: string): Checked<string> {
  if (hasUnseen(input)) {
    return badName('control_character', 'A name may not hold control characters or line breaks.');
  }
  const name = input.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if (!isSeen(name)) return badName('required', 'A user needs a name.');
  if (Array.from(name).length > MAX_NAME) {
    return badName('too_long', `A name has at most ${MAX_NAME} characters.`);
  }
  return { value: name, problems: [] };
}

/** A mail address as it is stored; null for none. */
export function checkMail(input: string | null): Checked<string | null> {
  const mail = input?.trim() ?? '';
  if (mail === '') return { value: null, problems: [] };
  if (mail.length > MAX_MAIL || !MAIL.test(mail)) {
    return {
      value: undefined,
      problems: [
        {
          pointer: '/mail',
          code: 'invalid_mail',
          message: 'This is not a mail address. One looks like name@example.org.',
        },
      ],
    };
  }
  return { value: mail, problems: [] };
}
