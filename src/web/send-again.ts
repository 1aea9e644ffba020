import { NotSignedIn, type TrovatoError } from '#base';
import { container, type Element, inOrder, link, paragraph } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { referenceLine } from './error-page.ts';
import type { SentFields } from './sent-fields.ts';

/**
 * The page instead of a form that could not be taken: it holds what was entered and sends it to
 * the same address again. Without its token, which fits no other session, the form comes back
 * filled in and is sent for good from there.
 */
export function sendAgainPage(
  error: TrovatoError,
  sent: SentFields,
  at: { readonly url: string; readonly reference: string },
): PageView {
  const signedOut = error instanceof NotSignedIn;
  return {
    kind: 'page',
    title: signedOut ? 'You were signed out' : error.title,
    status: error.statusCode,
    layout: 'narrow',
    body: container(
      inOrder(
        ...(signedOut ? signInFirst(sent) : [paragraph(error.message), paragraph(STILL_HERE)]),
        ...sent.leftOut.map((what) => paragraph(LEFT_OUT[what])),
        formOf(sent, at.url),
        referenceLine(at.reference),
      ),
    ),
  };
}

const STILL_HERE = 'What you wrote is still here: send it again.';

const LEFT_OUT = {
  password: 'Passwords are not kept here: enter them again in the form that comes.',
  file: 'The files that you chose cannot be kept here: choose them again in the form that comes.',
} as const;

function signInFirst({ leftOut }: SentFields): readonly Element[] {
  const signIn = link('/user/login', 'Sign in in a new tab', {
    look: 'primary',
    icon: 'log-in',
    attributes: { target: '_blank', rel: 'noopener' },
  });
  const kept = leftOut.length === 0 ? 'nothing is lost' : 'your text is kept';
  return [
    paragraph(`You were signed out while you wrote. Sign in and send it again; ${kept}.`),
    container({ signIn }, { tag: 'p' }),
  ];
}

function formOf({ fields }: SentFields, url: string): Element {
  const hidden = fields.map(([name, value]): Element => ({
    '#type': 'input',
    '#input': 'hidden',
    '#name': name,
    '#value': value,
  }));
  const button: Element = { '#type': 'button', '#value': 'Send it again', '#look': 'secondary' };
  return {
    '#type': 'form',
    '#action': url,
    '#method': 'post',
    '#children': inOrder(...hidden, button),
  };
}
