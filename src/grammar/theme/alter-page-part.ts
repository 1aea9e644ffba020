import { applyOperation, type Json, type Operation, OperationRefused, pathKeys } from '#base';
import { alterElement, type ElementWork, safeUrl } from '#grammar/render';
import { firstDifference, type LeaveOut } from '#grammar/taps';
import { Type, type TSchema } from 'typebox';
import type { AlterablePage } from './page-taps.ts';

const text = Type.String({ maxLength: 1_000 });
const links = Type.Array(
  Type.Object(
    { url: text, label: text, active: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  { maxItems: 50 },
);

const PARTS = new Map<string, TSchema>([
  ['title', text],
  ['description', text],
  ['breadcrumb', links],
  ['tabs', links],
]);

/** The page with one operation done; one that cannot be done is left out and said. */
export function alterPagePart(
  page: AlterablePage,
  operation: Operation,
  leaveOut: LeaveOut,
  work: ElementWork,
): AlterablePage {
  try {
    const [part = ''] = pathKeys(operation.path);
    if (part === 'body') {
      const path = operation.path.slice('/body'.length);
      const leaveOutOfBody: LeaveOut = (pointer, why) => leaveOut(`/body${pointer}`, why);
      const body = alterElement(page.body, { ...operation, path }, leaveOutOfBody, work);
      return { ...page, body };
    }
    const schema = PARTS.get(part);
    if (schema === undefined) {
      throw new OperationRefused(
        `a page has a title, description, breadcrumb, tabs and body, and no “${part}”`,
      );
    }
    const altered = applyOperation(page as unknown as Json, operation) as unknown as AlterablePage;
    const now: unknown = Reflect.get(altered, part);
    work.measure(now);
    if (now === undefined && part === 'title') throw new OperationRefused('a page has a title');
    const wrong = now === undefined ? undefined : firstDifference(schema, now, 'it');
    if (wrong !== undefined) throw new OperationRefused(wrong);
    const changed = part === 'breadcrumb' || part === 'tabs' ? altered[part] : undefined;
    for (const link of changed ?? []) {
      if (safeUrl(link.url) === undefined)
        throw new OperationRefused(`“${link.url}” is no address`);
    }
    return altered;
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    leaveOut(operation.path, error.message);
    return page;
  }
}
