import { applyRecipeFolder } from '#install';
import type { Command } from 'commander';
import { contextFor } from '../find-user.ts';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato recipe apply FOLDER`. */
export function addRecipe(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('recipe')
    .description('recipes: item types, vocabularies, roles and samples in a folder')
    .command('apply')
    .description('make what a recipe describes; what is there already stays as it is')
    .argument('<folder>', 'folder with a recipe.yml, or the name of one that comes with Trovato')
    .action(async (folder: string) => {
      const made = await withKernel(surroundings, async (kernel) =>
        applyRecipeFolder(kernel, await contextFor(kernel, undefined), folder, surroundings.folder),
      );
      const { name, ...counts } = made;
      const parts = Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${count} ${count === 1 ? singular(what) : what}`);
      answer({
        json: made,
        text:
          parts.length === 0
            ? `Everything of the recipe ${name} is there already.`
            : `Applied the recipe ${name}: made ${parts.join(', ')}.`,
      });
    });
}

function singular(plural: string): string {
  return plural === 'vocabularies' ? 'vocabulary' : plural.replace(/s$/, '');
}
