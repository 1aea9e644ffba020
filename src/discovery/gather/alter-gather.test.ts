import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { PluginHandlers } from '#grammar/taps';
import { type Logger, silentLog } from '#platform/telemetry';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';
import { makeTalks } from '../../../test/support/talks.ts';
import type { AlteredGather } from './gather-taps.ts';
import type { Row } from './run/gather-result.ts';

let site: TestKernel;
let reader: RequestContext;

before(async () => {
  site = await openTestKernel();
  await makeTalks(site, 6);
  const { items, system, gathers } = site;
  const hidden = { title: 'Not out yet', status: false, fields: { seats: { value: 500 } } };
  await items.createItem(system, 'talk', hidden);
  ({ ctx: reader } = await site.signIn({ permissions: ['access content'] }));
  await gathers.create(system, LISTING);
});
after(() => site[Symbol.asyncDispose]());

const LISTING = {
  name: 'seats',
  label: 'Seats',
  base: 'item',
  defaults: {
    filters: {
      match: 'all',
      filters: [{ id: 'most', column: 'fields.seats', operator: 'at_most', value: 80 }],
    },
    fields: [{ id: 'seats', column: 'fields.seats' }],
    sorts: [{ column: 'fields.seats' }],
  },
  displays: [
    { kind: 'page', id: 'page', path: '/seats' },
    { kind: 'json', id: 'data', path: '/seats.json' },
  ],
};

/** A plugin that does this with listings; `weight` says when it is asked. */
function plugin(name: string, weight: number, answer: (gather: AlteredGather) => unknown) {
  // What the kernel gives this tap.
  const gather_alter = (input: unknown) => answer(input as AlteredGather);
  return { name, weight, taps: { gather_alter } } satisfies PluginHandlers;
}

const narrowed = (id: string, operator: string, value: unknown, column = 'fields.seats') =>
  plugin(`narrow-${id}`, 0, ({ sections: { filters } }) => ({
    filters: { match: 'all', filters: [filters, { id, column, operator, value }] },
  }));

/** A request of its own: plugins that were asked in one are asked until it ends. */
const asking = (ctx: RequestContext): RequestContext => ({ ...ctx });

async function seats(ctx = reader, display = 'page'): Promise<readonly unknown[]> {
  const { rows } = await site.gathers.run(asking(ctx), 'seats', display, {});
  return rows.map(seatsOf);
}

function seatsOf({ values }: Row): unknown {
  const seats = values['seats'];
  return isObject(seats) ? seats['value'] : seats;
}

/** The same, and what was logged meanwhile. */
async function logged(): Promise<{ seats: readonly unknown[]; lines: readonly object[] }> {
  const lines: object[] = [];
  const warn = (note: unknown) => void lines.push(Object(note));
  const log: Logger = { ...silentLog, warn, error: warn, child: () => log };
  return { seats: await seats({ ...reader, log }), lines };
}

describe('plugins that change listings', () => {
  it('are told what is about to run', async () => {
    const told: AlteredGather[] = [];
    using _curious = site.taps.register(plugin('curious', 0, (gather) => void told.push(gather)));
    assert.deepEqual(await seats(reader, 'data'), [40, 50, 60, 70, 80]);
    assert.partialDeepStrictEqual(told, [
      {
        gather: 'seats',
        display: 'data',
        base: 'item',
        arguments: {},
        sections: {
          filters: { match: 'all', filters: [{ id: 'most', operator: 'at_most', value: 80 }] },
          sorts: [{ column: 'fields.seats', direction: 'asc' }],
          pager: { kind: 'full', size: 10 },
          empty: '',
        },
      },
    ]);
  });

  it('narrow it down and change its order, the heavier one what the lighter one made', async () => {
    using _heavy = site.taps.register(
      plugin('heavy', 5, ({ sections: { filters, sorts, pager } }) => ({
        filters: {
          match: 'all',
          filters: [filters, { id: 'b', column: 'fields.seats', operator: 'less', value: 80 }],
        },
        sorts: sorts.map((sort) => ({ ...sort, direction: 'desc' })),
        pager: { ...pager, size: pager.size - 1 },
      })),
    );
    using _light = site.taps.register(
      plugin('light', -5, ({ sections: { filters } }) => ({
        filters: {
          match: 'all',
          filters: [filters, { id: 'a', column: 'fields.seats', operator: 'greater', value: 40 }],
        },
        pager: { kind: 'mini', size: 3 },
      })),
    );
    assert.deepEqual(await seats(), [70, 60]);
    const { sections } = await site.gathers.run(asking(reader), 'seats', 'page', {});
    assert.deepEqual(sections.pager, { kind: 'mini', size: 2 });
    const page = (await site.browse().get('/seats')).text;
    assert.match(page, /70[^]*60/);
  });

  it('offer readers choices that the listing itself does not have, wherever it is read', async () => {
    const least = { id: 'least', column: 'fields.seats', operator: 'at_least' };
    using _offering = site.taps.register(
      plugin('offering', 0, ({ sections: { filters } }) => ({
        filters: {
          match: 'all',
          filters: [filters, { ...least, exposed: { label: 'Seats from' } }],
        },
      })),
    );
    const page = await site.browse().get('/seats?least=70');
    assert.match(page.html, /Seats from/);
    assert.match(page.text, /70[^]*80/);
    assert.doesNotMatch(page.text, /60/);
    for (const url of ['/seats.json?least=70', '/api/v1/gathers/seats?filter[least]=70']) {
      const answer = await site.app.inject({ url });
      const { rows } = answer.json<{ rows: Row[] }>();
      assert.deepEqual(rows.map(seatsOf), [70, 80], url);
    }
    const { json, statusCode } = await site.app.inject({
      url: '/api/v1/gathers/seats?filter[most]=1',
    });
    assert.equal(statusCode, 422, JSON.stringify(json()));
  });

  it('leave the listing as it is saved', async () => {
    {
      using _narrow = site.taps.register(narrowed('one', 'equals', 60));
      assert.deepEqual(await seats(), [60]);
    }
    assert.deepEqual(await seats(), [40, 50, 60, 70, 80]);
    assert.equal(site.gathers.get('seats').version, 1);
  });

  it('are left out where they make it wrong, by name, and the others count', async () => {
    for (const [why, wrong] of [
      ['no such column', { sorts: [{ column: 'fields.wings' }] }],
      ['no such operator', { filters: { match: 'all', filters: [filter('in_next', 3)] } }],
      ['no sections', { filters: 'all' }],
      ['another base', { base: 'user' }],
      ['a relationship', { relationships: [{ name: 'who', through: 'author' }] }],
      ['who may see it', { access: { kind: 'content' } }],
      ['too long a page', { pager: { kind: 'none', size: 100_000 } }],
      [
        'the same filter twice',
        { filters: { match: 'all', filters: [filter('less', 90), filter('less', 80)] } },
      ],
      ['a failure', () => assert.fail('It broke.')],
    ] as const) {
      using _wrong = site.taps.register(
        plugin('wrong', -1, () => (typeof wrong === 'function' ? wrong() : wrong)),
      );
      using _right = site.taps.register(narrowed('right', 'greater', 60));
      const { seats: found, lines } = await logged();
      assert.deepEqual(found, [70, 80], why);
      assert.partialDeepStrictEqual(lines, [{ plugin: 'wrong' }], why);
      assert.equal(lines.length, 1, why);
    }
  });

  it('show nobody what they may not see, whatever they leave out', async () => {
    const everything = { filters: { match: 'any', filters: [] }, sorts: [] };
    using _open = site.taps.register(plugin('open', 0, () => everything));
    assert.deepEqual(new Set(await seats()), new Set([40, 50, 60, 70, 80, 90]));
    assert.ok((await seats(site.system)).includes(500));
  });
});

describe('a plugin that changes a listing of which a reader may not see a column', () => {
  const secretive: PluginHandlers = {
    name: 'secretive',
    taps: {
      field_access: (input) => ({
        deny: (input as { fields: string[] }).fields.filter((field) => field === 'city'),
      }),
    },
  };

  it('counts all the same, and cannot look at what is hidden', async () => {
    await site.gathers.create(site.system, {
      ...LISTING,
      name: 'cities',
      label: 'Cities',
      defaults: {
        ...LISTING.defaults,
        fields: [...LISTING.defaults.fields, { id: 'city', column: 'fields.city' }],
      },
      displays: [{ kind: 'page', id: 'page', path: '/cities' }],
    });
    using _secretive = site.taps.register(secretive);
    const found = async () => {
      const { rows, columns } = await site.gathers.run(asking(reader), 'cities', 'page', {});
      return [rows.map(seatsOf), columns.map(({ column }) => column.id)];
    };
    {
      using _narrow = site.taps.register(narrowed('few', 'less', 60));
      assert.deepEqual(await found(), [[40, 50], ['seats']]);
    }
    using _guess = site.taps.register(narrowed('guess', 'equals', 'Oslo', 'fields.city'));
    assert.deepEqual(await found(), [[40, 50, 60, 70, 80], ['seats']]);
  });
});

function filter(operator: string, value: unknown) {
  return { id: 'same', column: 'fields.seats', operator, value };
}
