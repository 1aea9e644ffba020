import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { gatherTaps } from '#discovery/gather';
import { createFieldTypes } from '#grammar/fields';
import type { formTaps } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { Tap } from '#grammar/taps';
import type { pageTaps, themeKeeper } from '#grammar/theme';
import { ASKED_BY_SITE, CAPABILITIES as GRANTED } from '#plugins';
import type { termTaps } from '#records/categories';
import type { cronTaps } from '#records/cron';
import type { fileTaps } from '#records/files';
import type { accessTaps, broughtTaps, itemTaps } from '#records/items';
import type { jobTaps } from '#records/jobs';
import type { stageTaps } from '#records/stages';
import type { userTaps } from '#records/users';
import type { pluginPageTaps } from '#records/plugin-pages';
import type { declarationTaps, lifeCycleTaps } from '#records/plugins';
import { importsOf } from '../../packages/plugin-sdk/src/build/world.ts';
import type { Element as AuthorElement } from '../../packages/plugin-sdk/src/elements/index.ts';
import * as fields from '../../packages/plugin-sdk/src/fields/index.ts';
import { CAPABILITIES, WIT_VERSIONS } from '../../packages/plugin-sdk/src/manifest/index.ts';
import {
  type TapAnswers,
  askedBySite,
  type TapInputs,
  tapNames,
} from '../../packages/plugin-sdk/src/taps.ts';
import { openTestKernel } from '../support/kernel.ts';

test('the kit has a function for each tap of the kernel, and for no other', async () => {
  await using kernel = await openTestKernel();
  const taps = kernel.taps.list().map(({ name }) => name);
  assert.deepEqual(tapNames.toSorted(), taps.toSorted());
});

test('what the kernel gives time, since it is about a plugin itself, no other plugin may ask', async () => {
  await using kernel = await openTestKernel();
  const long = kernel.taps.list().flatMap((tap) => (tap.long ? [tap.name] : []));
  assert.deepEqual([...ASKED_BY_SITE].toSorted(), long.toSorted());
  assert.deepEqual(askedBySite, ASKED_BY_SITE);
});

test('the kit has a field for each field type of the kernel', () => {
  const types = createFieldTypes().list();
  const camelCase = (name: string) =>
    name.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
  assert.deepEqual(
    Object.keys(fields).toSorted(),
    types.map(({ name }) => camelCase(name)).toSorted(),
  );
});

test('the kit and the kernel call capabilities the same, in the same words', () => {
  assert.deepEqual(CAPABILITIES, GRANTED);
});

test('the kit imports what there is in the contract', () => {
  for (const version of WIT_VERSIONS) {
    const folder = new URL(`../../wit/${version}/`, import.meta.url);
    const text = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const interfaces = [...text.matchAll(/^interface ([a-z-]+)/gm)].map(([, name = '']) => name);
    const imports = importsOf(['read_content', 'write_content', 'variables', 'plugins', 'raw_sql']);
    assert.deepEqual([...imports, 'types'].toSorted(), interfaces.toSorted());
  }
});

type Input<Of> = Of extends Tap<infer Given, infer _> ? Given : never;
type Answer<Of> = Of extends Tap<infer _, infer Answered> ? Answered : never;
type Items = typeof itemTaps;
type Pages = typeof pageTaps;
type Forms = typeof formTaps;
type Access = typeof accessTaps;
type Terms = typeof termTaps;
type Files = typeof fileTaps;
type Stages = typeof stageTaps;
type Users = typeof userTaps;
type Brought = typeof broughtTaps;
type Look = (typeof themeKeeper)['taps'];
type Cron = typeof cronTaps;
type Jobs = typeof jobTaps;
type Gather = typeof gatherTaps;
type Life = typeof lifeCycleTaps;
type Declared = typeof declarationTaps;
type PluginPages = typeof pluginPageTaps;

/** Types alone: what the kernel gives is what functions take, what they answer is what it takes. */
export const given = {
  itemView: (input: Input<Items[0]>): TapInputs['itemView'] => input,
  preprocessItem: (input: Input<Items[2]>): TapInputs['preprocessItem'] => input,
  itemPresave: (input: Input<Items[3]>): TapInputs['itemPresave'] => input,
  itemValidate: (input: Input<Items[4]>): TapInputs['itemValidate'] => input,
  itemInsert: (input: Input<Items[5]>): TapInputs['itemInsert'] => input,
  itemUpdate: (input: Input<Items[6]>): TapInputs['itemUpdate'] => input,
  itemDelete: (input: Input<Items[7]>): TapInputs['itemDelete'] => input,
  itemViewMultiple: (input: Input<Items[8]>): TapInputs['itemViewMultiple'] => input,
  termInsert: (input: Input<Terms[0]>): TapInputs['termInsert'] => input,
  termUpdate: (input: Input<Terms[1]>): TapInputs['termUpdate'] => input,
  termDelete: (input: Input<Terms[2]>): TapInputs['termDelete'] => input,
  fileInsert: (input: Input<Files[0]>): TapInputs['fileInsert'] => input,
  fileUpdate: (input: Input<Files[1]>): TapInputs['fileUpdate'] => input,
  fileDelete: (input: Input<Files[2]>): TapInputs['fileDelete'] => input,
  stagePublish: (input: Input<Stages[0]>): TapInputs['stagePublish'] => input,
  stagePublished: (input: Input<Stages[1]>): TapInputs['stagePublished'] => input,
  userInsert: (input: Input<Users[0]>): TapInputs['userInsert'] => input,
  userUpdate: (input: Input<Users[1]>): TapInputs['userUpdate'] => input,
  userDelete: (input: Input<Users[2]>): TapInputs['userDelete'] => input,
  userLogin: (input: Input<Users[3]>): TapInputs['userLogin'] => input,
  userLogout: (input: Input<Users[4]>): TapInputs['userLogout'] => input,
  preprocessPage: (input: Input<Pages[1]>): TapInputs['preprocessPage'] => input,
  formValidate: (input: Input<Forms[1]>): TapInputs['formValidate'] => input,
  formSubmit: (input: Input<Forms[2]>): TapInputs['formSubmit'] => input,
  itemAccess: (input: Input<Access[0]>): TapInputs['itemAccess'] => input,
  itemGrants: (input: Input<Access[1]>): TapInputs['itemGrants'] => input,
  actorGrants: (input: Input<Access[2]>): TapInputs['actorGrants'] => input,
  fieldAccess: (input: Input<Access[3]>): TapInputs['fieldAccess'] => input,
  cron: (input: Input<Cron[1]>): TapInputs['cron'] => input,
  queueWorker: (input: Input<Jobs[1]>): TapInputs['queueWorker'] => input,
  gatherAlter: (input: Input<Gather[1]>): TapInputs['gatherAlter'] => input,
  install: (input: Input<Life[0]>): TapInputs['install'] => input,
  upgrade: (input: Input<Life[2]>): TapInputs['upgrade'] => input,
  uninstall: (input: Input<Life[4]>): TapInputs['uninstall'] => input,
  pageCallback: (input: Input<PluginPages[0]>): TapInputs['pageCallback'] => input,
};
export const answered = {
  itemView: (answer: TapAnswers['itemView']): Answer<Items[0]> => answer,
  itemViewAlter: (answer: TapAnswers['itemViewAlter']): Answer<Items[1]> => answer,
  preprocessItem: (answer: TapAnswers['preprocessItem']): Answer<Items[2]> => answer,
  itemPresave: (answer: TapAnswers['itemPresave']): Answer<Items[3]> => answer,
  itemValidate: (answer: TapAnswers['itemValidate']): Answer<Items[4]> => answer,
  stagePublish: (answer: TapAnswers['stagePublish']): Answer<Stages[0]> => answer,
  pageAlter: (answer: TapAnswers['pageAlter']): Answer<Pages[0]> => answer,
  formAlter: (answer: TapAnswers['formAlter']): Answer<Forms[0]> => answer,
  formValidate: (answer: TapAnswers['formValidate']): Answer<Forms[1]> => answer,
  itemAccess: (answer: TapAnswers['itemAccess']): Answer<Access[0]> => answer,
  itemGrants: (answer: TapAnswers['itemGrants']): Answer<Access[1]> => answer,
  actorGrants: (answer: TapAnswers['actorGrants']): Answer<Access[2]> => answer,
  fieldAccess: (answer: TapAnswers['fieldAccess']): Answer<Access[3]> => answer,
  cronInfo: (answer: TapAnswers['cronInfo']): Answer<Cron[0]> => answer,
  queueInfo: (answer: TapAnswers['queueInfo']): Answer<Jobs[0]> => answer,
  queueWorker: (answer: TapAnswers['queueWorker']): Answer<Jobs[1]> => answer,
  gatherInfo: (answer: TapAnswers['gatherInfo']): Answer<Gather[0]> => answer,
  gatherAlter: (answer: TapAnswers['gatherAlter']): Answer<Gather[1]> => answer,
  perm: (answer: TapAnswers['perm']): Answer<Declared[0]> => answer,
  menu: (answer: TapAnswers['menu']): Answer<Declared[1]> => answer,
  fieldInfo: (answer: TapAnswers['fieldInfo']): Answer<Brought[0]> => answer,
  itemInfo: (answer: TapAnswers['itemInfo']): Answer<Brought[1]> => answer,
  theme: (answer: TapAnswers['theme']): Answer<Look[0]> => answer,
};
/** Every element that an author can write is one of the kernel’s. */
export const written = (element: AuthorElement): Element => element;
