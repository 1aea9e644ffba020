import { InvalidInput, NotFound, type Problem } from '#base';

export class RecipeNotFound extends NotFound {
  constructor(name: string) {
    super(
      'recipe.not_found',
      `There is no recipe “${name}”: neither a folder of this name with a recipe.yml, nor one that comes with Trovato.`,
    );
  }
}

/** A recipe does not say what to do, or something of it cannot be done. */
export class RecipeInvalid extends InvalidInput {
  constructor(problems: readonly Problem[]) {
    const said = problems.map(
      ({ pointer, message }) =>
        `${pointer.slice(1).replaceAll('/', ' → ') || 'the file'}: ${message}`,
    );
    super('recipe.invalid', `The recipe cannot be applied:\n${said.join('\n')}`, { problems });
  }
}
