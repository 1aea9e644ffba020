import { InvalidInput } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Upload } from '#grammar/routes';
import type { TakeUpload } from './form.ts';
import type { FormNode, LeafNode } from './form-nodes.ts';
import type { Submission } from './submission.ts';
import { walkNodes } from './walk-nodes.ts';

/**
 * What takes more than looking at the text: names that were typed are looked up, uploaded files
 * go into the file store. An upload is taken once for a request, however often the form is built.
 */
export async function resolveEntries(
  ctx: RequestContext,
  root: FormNode,
  sent: Submission,
  take: TakeUpload,
): Promise<void> {
  for (const { node, hidden } of walkNodes(root)) {
    if (node.kind !== 'leaf' || node.frozen || hidden) continue;
    if (node.element.kind === 'file') await takeFile(ctx, node, sent, take);
    if (node.element.kind === 'autocomplete' && node.value === '' && node.shown !== '') {
      const found = await node.element.lookup(node.shown);
      if (typeof found === 'string') node.value = found;
      else node.refused.push({ code: 'not_found', message: notFound(node.shown, found) });
    }
  }
}

function notFound(typed: string, similar: readonly string[] = []): string {
  if (similar.length === 0) {
    return `Nothing called “${typed}” was found. Type a part of the name and choose from the list.`;
  }
  const names = similar.map((name) => `“${name}”`).join(', ');
  return `Nothing is called just “${typed}”. There is ${names}: choose it from the list, or type the whole name.`;
}

async function takeFile(
  ctx: RequestContext,
  node: LeafNode,
  sent: Submission,
  take: TakeUpload,
): Promise<void> {
  // An empty file input is sent too, as a file without a name.
  const upload = sent.uploads(node.name).find((one: Upload) => one.filename !== '');
  if (!upload || node.element.kind !== 'file') return;
  const { extensions, maxSize } = node.element;
  try {
    node.value = await take(ctx, upload, { extensions, maxSize });
    node.shown = upload.filename.replaceAll('\0', '').toWellFormed();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const reasons = error.problems.length > 0 ? error.problems : [error];
    for (const { code, message } of reasons) node.refused.push({ code, message });
  }
}
