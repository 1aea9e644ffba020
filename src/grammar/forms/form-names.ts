import { pointer } from '#base';

/** Where an element stands in the HTML: the name it is sent by and the id it is found by. */
export interface Place {
  readonly name: string;
  readonly id: string;
}

/** The place of the whole form; `id` is that of the HTML form. */
export function formPlace(id: string): Place {
  return { name: '', id: idPart(id) };
}

/** The place of `part` (an element's name or a row's key) inside `place`. */
export function placeBelow(place: Place, part: string | number): Place {
  return {
    name: place.name === '' ? topName(String(part)) : `${place.name}[${namePart(String(part))}]`,
    id: `${place.id}-${idPart(String(part))}`,
  };
}

/** Names that begin with `_` are the form's own (`_token`, `_op`): others are written around. */
function topName(part: string): string {
  return part.startsWith('_') ? `%5F${namePart(part.slice(1))}` : namePart(part);
}

function namePart(part: string): string {
  return part.replaceAll(/[%[\]]/g, (char) => encodeURIComponent(char));
}

/** Only what may stand in a CSS selector unescaped: htmx finds its targets by selector. */
function idPart(part: string): string {
  return part.replaceAll(/[^\w]/g, (char) => `_x${char.codePointAt(0)?.toString(16)}_`);
}

/** The way to the element that is sent as `name`, as `_op` gives it: names, and keys of rows. */
export function keyPath(name: string): string {
  const [top = '', ...parts] = name.split(/\]?\[/);
  const names = [top, ...parts.map((part) => part.replace(/\]$/, ''))];
  return pointer(...names.map((part) => decodeURIComponent(part)));
}
