import { defineFilter } from '../filter.ts';
import { readTags, writeTags } from '../tag-list.ts';

const MOST_IN_TIP = 18;
/** What writing needs. */
const WRITING = `<a href title hreflang> <abbr title> <b> <blockquote cite> <br> <cite>
  <code class> <dd> <del> <dl> <dt> <em> <h2 id> <h3 id> <h4 id> <hr> <i> <ins> <kbd> <li value>
  <mark> <ol start reversed type> <p lang dir> <pre> <q cite> <s> <small> <span lang dir> <strong>
  <sub> <sup> <u> <ul>`;

/** Leaves some tags only. The sanitiser, which comes last whatever a format says, does it. */
export const limitTags = defineFilter<{ allowed: string }>({
  name: 'limit_tags',
  label: 'Allow only some tags',
  description:
    'Other tags are dropped and their text stays. Without it every tag that does no harm is allowed; scripts, styles, frames and forms never are.',
  defaults: { allowed: writeTags(readTags(WRITING).tags) },
  read({ allowed = WRITING }) {
    const { tags, problems } = readTags(typeof allowed === 'string' ? allowed : '');
    return {
      settings: { allowed: writeTags(tags) },
      problems: [
        ...problems,
        ...(Object.keys(tags).length === 0 && problems.length === 0
          ? ['Name the tags that are allowed, as in <p> <a href title> <em>.']
          : []),
      ].map((message) => ({ pointer: '/allowed', code: 'tags', message })),
    };
  },
  elements: ({ allowed }) => ({
    allowed: {
      kind: 'textarea',
      label: 'Allowed tags',
      help: 'With their attributes: <a href title> <em> <h2 id>',
      rows: 6,
      required: true,
      default: allowed,
    },
  }),
  allows: ({ allowed }) => readTags(allowed).tags,
  tip({ allowed }) {
    const names = Object.keys(readTags(allowed).tags);
    const shown = names.slice(0, MOST_IN_TIP).join(', ');
    const more = names.length - MOST_IN_TIP;
    return `Allowed: ${more > 0 ? `${shown} and ${more} more` : shown}.`;
  },
});
