import { container, type Element, heading, inOrder, link, paragraph } from '#grammar/render';

/** Where the form begins below a preview. */
const GO_ON = 'go-on-editing';

/** An item that is not saved yet, drawn for readers, as a sheet above the form it was written in. */
export function itemPreview(seen: Element): Element {
  const head = container(
    inOrder(
      heading(2, 'Preview'),
      paragraph('This is how readers will see it. Nothing is saved yet.', { class: 'muted' }),
      link(`#${GO_ON}`, 'Go on editing'),
    ),
    { attributes: { class: 'preview-head' } },
  );
  const sheet = container(
    { head, seen },
    { tag: 'section', attributes: { class: 'preview', 'aria-label': 'Preview' } },
  );
  const form: Element = {
    ...heading(2, 'Go on editing'),
    '#attributes': { id: GO_ON, tabindex: -1 },
  };
  return container({ sheet, form }, { attributes: { class: 'stack', 'data-gap': 'large' } });
}
