import { createHash } from 'node:crypto';
import { canonicalJson, type Problem } from '#base';
import type { TextFormat } from '#grammar/formats';
import { checkFormat, nameProblems } from './check-format.ts';
import { FormatChanged, FormatNotFound, InvalidFormat } from './format-errors.ts';
import { requireFormatAdministration } from './format-permissions.ts';
import type { Formats } from './formats.ts';
import type { FormatDeps } from './format-deps.ts';
import { lockFormats, readFormats, writeFormat } from './text-format-store.ts';

const TAKEN: Problem = {
  pointer: '/name',
  code: 'taken',
  message: 'There is a text format with this machine name already.',
};

/** Adds a text format, or changes one. */
export function createSaveFormat({
  database,
  kept,
}: FormatDeps): Pick<Formats, 'createFormat' | 'updateFormat'> {
  async function save(make: (all: readonly TextFormat[]) => TextFormat): Promise<TextFormat> {
    const saved = await database.transaction(async (transaction) => {
      await lockFormats(transaction);
      const format = make(await readFormats(transaction));
      await writeFormat(transaction, format);
      await kept.tellAll(transaction);
      return format;
    });
    await kept.refresh();
    return saved;
  }

  return {
    async createFormat(ctx, { name, ...input }) {
      requireFormatAdministration(ctx);
      const { format, problems } = checkFormat(name, input);
      const wrong = [...nameProblems(name), ...problems];
      const saved = await save((all) => {
        const taken = all.some((other) => other.name === name) ? [TAKEN] : [];
        if (wrong.length + taken.length > 0) throw new InvalidFormat([...wrong, ...taken]);
        return { ...format, weight: Math.max(...all.map(({ weight }) => weight)) + 1 };
      });
      ctx.log.info({ format: name, by: ctx.actor.id }, 'A text format was added');
      return saved;
    },

    async updateFormat(ctx, name, input, base) {
      requireFormatAdministration(ctx);
      const { format, problems } = checkFormat(name, input);
      const saved = await save((all) => {
        const now = all.find((other) => other.name === name);
        if (!now) throw new FormatNotFound();
        if (base !== undefined && base !== versionOf(now)) throw new FormatChanged();
        if (problems.length > 0) throw new InvalidFormat(problems);
        return { ...format, weight: now.weight };
      });
      ctx.log.info({ format: name, by: ctx.actor.id }, 'A text format was changed');
      return saved;
    },
  };
}

/** Tells one state of a format from another, wherever it stands in the list. */
export function versionOf({ label, filters }: TextFormat): string {
  return createHash('sha256').update(canonicalJson({ label, filters })).digest('hex').slice(0, 24);
}
