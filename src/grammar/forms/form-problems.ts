import type { Problem } from '#base';

/** What is wrong with a form as a whole, whatever it holds. */

export const TOO_OLD: Problem = {
  pointer: '',
  code: 'form_expired',
  message: 'This form was open for too long. Check what it says and send it again.',
};

/** What is sent is about what its author saw, and that was another version of the site. */
export const OTHER_STAGE: Problem = {
  pointer: '',
  code: 'form_other_stage',
  message:
    'You went to another stage since this form was opened, and nothing was done yet. Send it again to do it in the stage that you are in now, or go back first.',
};

/** Sent from the page that keeps what could not be taken, which has no token. */
export const NOT_SENT: Problem = {
  pointer: '',
  code: 'form_not_sent',
  message: 'Nothing is saved yet. Check what the form says and send it again.',
};

/** The same was sent before, and is not done after some seconds. */
export const UNDER_WAY: Problem = {
  pointer: '',
  code: 'form_under_way',
  message: 'This was sent already and is still being done. Wait a little, then send it again.',
};

/** The button that was pressed is not there any more. */
export const ACTION_GONE: Problem = {
  pointer: '',
  code: 'action_gone',
  message: 'What you asked for cannot be done any more. Look at what can be done now.',
};

export const STEPS_GONE =
  'The other steps are kept for six hours, and those are over. Enter them again; the step that you sent is as you left it.';
