import type { FieldInput, ItemTypeInput } from '#records/items';

/** A folder that sets up a part of a site: what `recipe.yml` in it says. */
export interface Recipe {
  readonly name: string;
  readonly description: string;
  /** Where its files are. */
  readonly folder: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly vocabularies: readonly RecipeVocabulary[];
  readonly types: readonly RecipeType[];
  readonly roles: readonly RecipeRole[];
  /** Listings, by machine name; what one says is for those who read listings. */
  readonly gathers: ReadonlyMap<string, object>;
  readonly items: readonly RecipeItem[];
}

export interface RecipeVocabulary {
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

export interface RecipeType {
  readonly type: string;
  readonly input: ItemTypeInput;
  readonly fields: readonly { readonly name: string; readonly input: FieldInput }[];
}

export interface RecipeRole {
  readonly name: string;
  readonly label: string;
  readonly permissions: readonly string[];
}

export interface RecipeItem {
  /** Tells it from the others of the recipe, for when the recipe is applied again. */
  readonly key: string;
  readonly type: string;
  readonly title: string;
  readonly promote: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}
