import { join } from 'node:path';
import type { RequestContext } from '#grammar/access';
import { openTestKernel } from './kernel.ts';
import { putPlugin, type TestManifest } from './plugin-folders.ts';
import { buildPlugin, saveTap, viewTap } from './plugins.ts';

/** What the plugin does, one after the other: a function of `db` or `sql`, and what it is given. */
export type Steps = readonly (readonly [name: string, ...given: readonly unknown[]])[];

const TAPS = ['item_view', 'form_submit'];

/** A component that does the steps that it is told, and answers what each came to. */
const BYTES = await buildPlugin(
  TAPS,
  `import { select, insert, update, delete as remove } from 'trovato:plugin/db@0.1.0';
import { query as sql } from 'trovato:plugin/raw-sql@0.1.0';
const functions = { select, insert, update, delete: remove, sql };
const text = (one) => (typeof one === 'string' ? one : JSON.stringify(one));
function answer(input) {
  const { steps = [] } = JSON.parse(input);
  return JSON.stringify(steps.map(([name, ...given]) => {
    try { return JSON.parse(functions[name](...given.map(text))); }
    catch (error) { return error.payload ?? String(error); }
  }));
}
export const itemView = answer;
export const formSubmit = answer;`,
);

const writing = {
  ...saveTap,
  name: 'form_submit',
  failure: 'leave_out',
  changesItem: false,
} as const;

export interface StepAnswer {
  readonly rows?: readonly { readonly [column: string]: unknown }[];
  readonly count?: number;
  /** The case of `refusal`. */
  readonly tag?: string;
  readonly val?: string;
}

/** A site with a plugin that has tables and does what a test tells it. */
export async function openAskingPlugin(manifest: TestManifest = {}) {
  const kernel = await openTestKernel();
  const { plugins, taps, system } = kernel;
  const folder = join(kernel.settings.data, 'plugins');

  const put = (name: string, more: TestManifest = {}) =>
    putPlugin(folder, name, BYTES, { taps: TAPS, ...more });
  const enable = async (name: string) => {
    const { asks } = await plugins.planEnabling(system, name);
    const agreed = asks.map(({ key }) => key);
    await plugins.enable(system, name, agreed);
  };
  await put('clerk', manifest);
  await enable('clerk');
  return {
    ...kernel,
    put,
    enable,
    /** What each step of `plugin` came to. */
    async ask(
      steps: Steps,
      {
        ctx = system,
        reading = false,
        plugin = 'clerk',
      }: {
        readonly ctx?: RequestContext;
        readonly reading?: boolean;
        readonly plugin?: string;
      } = {},
    ): Promise<readonly StepAnswer[]> {
      const [result] = await taps.ask(ctx, reading ? viewTap : writing, [{ steps }]);
      const said = result?.answers.find((one) => one.plugin === plugin);
      // The component answers an array of what each step came to.
      return (said?.answer ?? []) as readonly StepAnswer[];
    },
  };
}
