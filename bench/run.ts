import './compile-cache.ts';
import { parseArgs } from 'node:util';
import { benchContent } from './content.ts';
import { benchGather } from './gather.ts';
import { benchHttp } from './http.ts';
import { benchPlugins } from './plugins.ts';
import { benchRender } from './render.ts';
import { benchStages } from './stages.ts';
import { type BenchOptions, describeMachine, type Figure } from './figures.ts';

/**
 * `npm run bench -- content [--json] [--database URL] [--quick]`. With `--json` one line a
 * figure. `gather` takes `--items N` and `--update-plans`. Exit code 0 whatever the figures; 1 only if something could not be measured.
 */
const BENCHES: { readonly [name: string]: (options: BenchOptions) => Promise<void> } = {
  content: benchContent,
  gather: benchGather,
  http: benchHttp,
  plugins: benchPlugins,
  render: benchRender,
  stages: benchStages,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    database: { type: 'string' },
    quick: { type: 'boolean', default: false },
    items: { type: 'string' },
    'update-plans': { type: 'boolean', default: false },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(
    `There is no benchmark “${unknown}”. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(2);
}
const items = values.items === undefined ? undefined : Number(values.items);
if (items !== undefined && !(Number.isInteger(items) && items >= 1_000)) {
  console.error('--items is how many items to list, at least 1000.');
  process.exit(2);
}

if (!values.json)
  console.log(`${describeMachine(values.database ? 'PostgreSQL' : 'embedded database')}\n`);
try {
  for (const name of names)
    await BENCHES[name]?.({
      databaseUrl: values.database,
      quick: values.quick,
      items,
      updatePlans: values['update-plans'],
      report: (figure) => console.log(values.json ? JSON.stringify(figure) : line(figure)),
      progress: (text) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K  ${text}\r`);
      },
      note: (text) => console.error(text),
    });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

function line(figure: Figure): string {
  const verdict = figure.holds === undefined ? ' ' : figure.holds ? '✓' : '✗';
  const floor =
    figure.floor === undefined ? '' : `  floor ${figure.floor}, ratio ${figure.ratio ?? ''}`;
  const yardstick = figure.yardstick === undefined ? '' : `  (${figure.yardstick})`;
  return `${verdict} ${figure.bench} · ${figure.case.padEnd(48)} ${String(figure.value).padStart(9)} ${figure.unit}${floor}${yardstick}`;
}
