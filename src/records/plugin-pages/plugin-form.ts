import type { FormDefinition, FormElements, FormTree, FormValues } from '#grammar/forms';
import type { AskPage } from './ask-page.ts';
import type { PluginForm } from './page-answer.ts';

/** A form of a plugin as the Form API takes one. Other plugins alter it as `notes__edit`. */
export function pluginForm(plugin: string, form: PluginForm): FormDefinition<AskPage> {
  return {
    // No form of the site has two underscores in its id.
    id: `${plugin.replaceAll('-', '_')}__${form.name}`,
    async build({ actor }, ask, values) {
      const tree = await builtTree(form, ask, values);
      // Files belong to somebody until they are used; nobody in particular uploads none.
      return actor.kind === 'anonymous' ? { ...tree, elements: withoutFiles(tree.elements) } : tree;
    },
    async submit(_ctx, ask, values, action) {
      const answer = await ask({ sent: { form: form.name, action, values } });
      if (answer.kind === 'redirect') return answer;
      return { kind: 'again', ...(answer.content ? { above: answer.content } : {}) };
    },
  };
}

async function builtTree(
  form: PluginForm,
  ask: AskPage,
  values: FormValues | undefined,
): Promise<FormTree> {
  if (values === undefined || !isRebuilt(form.tree.elements)) return form.tree;
  const page = await ask({ entered: values });
  return page.kind === 'page' && page.form?.name === form.name ? page.form.tree : form.tree;
}

function withoutFiles(elements: FormElements): FormElements {
  const kept = Object.entries(elements).filter(([, { kind }]) => kind !== 'file');
  return Object.fromEntries(
    kept.map(([name, element]) => [
      name,
      element.kind === 'group' ? { ...element, elements: withoutFiles(element.elements) } : element,
    ]),
  );
}

/** Whether elements depend on what is entered in others. */
function isRebuilt(elements: FormElements): boolean {
  return Object.values(elements).some((element) =>
    element.kind === 'group'
      ? isRebuilt(element.elements)
      : 'rebuilds' in element && element.rebuilds,
  );
}
