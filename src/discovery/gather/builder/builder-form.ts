import { Conflict, InvalidInput } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition, FormElements, FormTree, FormValues } from '#grammar/forms';
import { type Element, paragraph } from '#grammar/render';
import type { Gather } from '../definition/gather.ts';
import { pathsOf } from '../definition/place-problems.ts';
import type { Gathers } from '../gathers.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import { BUILDER_SECTIONS, type BuilderSection } from './builder-sections.ts';
import type { BuilderView } from './builder-view.ts';
import { displayElements } from './display-elements.ts';
import { displayTabs } from './display-tabs.ts';
import type { Draft } from '../store/draft-store.ts';
import type { Drafts } from './drafts.ts';
import { isOn } from './entered.ts';
import { builderUrl } from './gather-frame.ts';
import { PREVIEW, type PreviewPart } from './preview.ts';
import { type EnteredGather, readBuilder, viewOfValues } from './read-builder.ts';
import { sectionOwner } from './section-owner.ts';

export interface BuilderArgs {
  readonly saved: SavedGather;
  readonly draft: Draft;
  readonly view: BuilderView;
  readonly url: string;
}

export interface BuilderFormDeps {
  readonly gathers: Gathers;
  readonly drafts: Drafts;
  /** Keeps a change for undoing, as far as it can be read. */
  keep(ctx: RequestContext, saved: SavedGather, entered: EnteredGather): Promise<void>;
  /** What the definition lists now. */
  preview(
    ctx: RequestContext,
    args: BuilderArgs,
    entered: EnteredGather,
    values: FormValues | undefined,
  ): Promise<PreviewPart>;
}

/** The builder: one display of a gather, or what all of them share. */
export function builderForm(deps: BuilderFormDeps): FormDefinition<BuilderArgs> {
  const { drafts } = deps;
  return {
    id: 'gather_builder',
    build: (ctx, args, values) => buildTree(deps, ctx, args, values),
    async submit(ctx, args, values, action) {
      const { saved, view } = args;
      const back = builderUrl(saved.gather.name, view.display?.id);
      const entered = readBuilder(view, values);
      switch (action) {
        case 'undo': {
          const { at } = await drafts.find(ctx, saved);
          await drafts.undo(ctx, saved);
          const nothing = { tone: 'neutral', text: 'There is nothing to undo.' } as const;
          return { kind: 'redirect', to: back, messages: at === 0 ? [nothing] : [] };
        }
        case 'redo':
          await drafts.redo(ctx, saved);
          return { kind: 'redirect', to: back };
        case 'discard':
          await drafts.discard(ctx, saved);
          return {
            kind: 'redirect',
            to: builderUrl(saved.gather.name, undefined),
            messages: [{ tone: 'neutral', text: 'It is as it was saved last.' }],
          };
        case 'update':
          await deps.keep(ctx, saved, entered);
          return { kind: 'again' };
        default:
          return save(deps, ctx, args, entered);
      }
    },
  };
}

async function save(
  { gathers, drafts }: BuilderFormDeps,
  ctx: RequestContext,
  { saved, draft, view }: BuilderArgs,
  entered: EnteredGather,
) {
  try {
    const now = await gathers.update(ctx, saved.gather.name, entered.input, draft.version);
    await drafts.discard(ctx, saved);
    const [page] = pathsOf(now.gather.displays).filter(({ path }) => !path.includes('{'));
    const look = page && now.enabled ? { link: { label: 'See it', url: page.path } } : {};
    return {
      kind: 'redirect',
      to: builderUrl(now.gather.name, view.display?.id),
      messages: [{ tone: 'positive', text: `“${now.gather.label}” was saved.`, ...look }],
    } as const;
  } catch (error) {
    if (error instanceof Conflict) {
      const { code, message } = error;
      return { kind: 'again', problems: [{ pointer: '', code, message }] } as const;
    }
    if (!(error instanceof InvalidInput)) throw error;
    return { kind: 'again', problems: error.problems.map(entered.place) } as const;
  }
}

async function buildTree(
  deps: BuilderFormDeps,
  ctx: RequestContext,
  args: BuilderArgs,
  values: FormValues | undefined,
): Promise<FormTree> {
  const { draft, url } = args;
  const view = values ? viewOfValues(args.view, values) : args.view;
  const entered = values ? readBuilder(args.view, values) : unchanged(view.gather);
  const preview = await deps.preview(ctx, args, entered, values);
  return {
    elements: {
      ...(draft.at > 0 ? { unsaved: { kind: 'static', element: UNSAVED } } : {}),
      tabs: { kind: 'static', element: displayTabs(view) },
      ...mainElements(view),
      ...Object.fromEntries(
        BUILDER_SECTIONS.map((section) => [section.name, sectionGroup(view, section, values)]),
      ),
      preview: {
        kind: 'group',
        look: 'side',
        transparent: true,
        label: 'Preview',
        elements: { ...preview.elements, result: { kind: 'static', element: preview.element } },
      },
    },
    actions: {
      save: { label: 'Save', look: 'primary' },
      update: { label: 'Update preview', icon: 'eye', unvalidated: true },
      // Changes come while the page stands: what is there to undo is known when it is pressed.
      undo: { label: 'Undo', icon: 'undo-2', look: 'quiet', unvalidated: true },
      redo: {
        label: 'Redo',
        icon: 'redo-2',
        look: 'quiet',
        unvalidated: true,
        access: draft.at < draft.steps.length - 1,
      },
      discard: { label: 'Discard changes', look: 'quiet', unvalidated: true },
    },
    attributes: {
      'data-side': 'wide',
      'hx-post': url,
      'hx-trigger': 'input delay:400ms, change delay:100ms',
      'hx-target': `#${PREVIEW}`,
      'hx-swap': 'outerHTML',
      'hx-sync': 'this:replace',
    },
  };
}

function unchanged(gather: Gather): EnteredGather {
  return { input: { ...gather }, place: (problem) => problem };
}

function mainElements(view: BuilderView): FormElements {
  const { gather, display } = view;
  if (display) {
    return {
      display: {
        kind: 'group',
        look: 'fieldset',
        label: 'This display',
        elements: displayElements(view, display),
      },
    };
  }
  return {
    names: {
      kind: 'group',
      look: 'plain',
      transparent: true,
      elements: {
        label: {
          kind: 'text',
          label: 'Name',
          required: true,
          maxLength: 200,
          default: gather.label,
        },
        description: {
          kind: 'text',
          label: 'What it is for',
          maxLength: 1000,
          default: gather.description,
        },
      },
    },
  };
}

/** A section under its heading; of a display only where it has its own. */
function sectionGroup(
  view: BuilderView,
  section: BuilderSection,
  values: FormValues | undefined,
): FormElements[string] {
  const { display, sections } = view;
  const name = sectionOwner(section.name);
  const has = section.holds.some((key) => display?.overrides[key] !== undefined);
  const isOwn = display === undefined || (values ? isOn(values, name) : has);
  const count = section.count?.(sections) ?? 0;
  return {
    kind: 'group',
    look: 'details',
    label: count > 0 ? `${section.label} (${count})` : section.label,
    open: display ? isOwn : section.open,
    transparent: true,
    elements: {
      ...(display
        ? {
            [name]: {
              kind: 'switch',
              label: 'Its own for this display',
              rebuilds: true,
              default: has,
            },
          }
        : {}),
      ...(isOwn
        ? section.elements(view)
        : { [`shared_${section.name}`]: { kind: 'static', element: SHARED } }),
    },
  };
}

const UNSAVED: Element = {
  '#type': 'notice',
  '#tone': 'neutral',
  '#value':
    'You changed something and did not save it yet. It is kept for you; readers see what was saved.',
};

const SHARED = paragraph('As for all displays.', { class: 'muted' });
