import { answerOf, defineTap } from '#grammar/taps';
import { type Static, Type } from 'typebox';

const pluginTask = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,49}$' }),
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    schedule: Type.Union([
      Type.Object(
        { minutes: Type.Integer({ minimum: 1, maximum: 1_440 }) },
        { additionalProperties: false },
      ),
      Type.Object(
        { hours: Type.Integer({ minimum: 1, maximum: 720 }) },
        { additionalProperties: false },
      ),
      Type.Object(
        { daily: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }) },
        { additionalProperties: false },
      ),
    ]),
  },
  { additionalProperties: false },
);

/** What a plugin wants to do again and again. */
export type PluginTask = Static<typeof pluginTask>;

export const cronInfo = defineTap<object, readonly PluginTask[]>({
  name: 'cron_info',
  about:
    'Asked whenever it is seen what is due: what the plugin does again and again, as a list of `{ name, label, schedule }`. A schedule is `{ minutes }`, `{ hours }`, or `{ daily: "03:30" }` in the time zone of the site. Who answers `cron` and not this is asked every hour, for the task `cron`.',
  failure: 'leave_out',
  check: answerOf(Type.Array(pluginTask, { maxItems: 50 })),
});

export const cron = defineTap<{ readonly task: string }, null>({
  name: 'cron',
  about:
    'Asked of one plugin when `task` of it is due, on one server: does it, in the name of the site, and may take longer. Outside of a transaction: what it saved before it fails stays. Answers nothing.',
  failure: 'abort',
  writes: true,
  long: true,
  concernsOne: true,
  check: () => undefined,
});

/** The taps of this room. */
export const cronTaps = [cronInfo, cron] as const;
