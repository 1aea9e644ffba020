import type { ItemId, JsonObject, StageId, TermId, VocabularyId } from '#base';
import type { Generated } from 'kysely';
import type { DefaultJsonColumn } from './json-column.ts';

interface CategoryVocabularyTable {
  id: VocabularyId;
  name: string;
  label: string;
  description: Generated<string>;
}

interface CategoryTermTable {
  id: TermId;
  vocabulary_id: VocabularyId;
  name: string;
  description: Generated<string>;
  weight: Generated<number>;
  data: DefaultJsonColumn<JsonObject>;
}

interface CategoryTermHierarchyTable {
  term_id: TermId;
  parent_id: TermId;
  weight: Generated<number>;
}

interface CategoryTermClosureTable {
  ancestor_id: TermId;
  /** The ancestor itself is one. */
  term_id: TermId;
}

interface CategoryTermSynonymTable {
  vocabulary_id: VocabularyId;
  term_id: TermId;
  name: string;
}

interface CategoryTermMergeTable {
  /** What it was. */
  id: TermId;
  into_id: TermId;
}

interface ItemTermTable {
  item_id: ItemId;
  stage_id: StageId;
  field: string;
  term_id: TermId;
  /** The item's. */
  created: Date;
}

/** Vocabularies and terms. */
export interface CategoryTables {
  category_vocabulary: CategoryVocabularyTable;
  category_term: CategoryTermTable;
  category_term_hierarchy: CategoryTermHierarchyTable;
  category_term_closure: CategoryTermClosureTable;
  category_term_synonym: CategoryTermSynonymTable;
  category_term_merge: CategoryTermMergeTable;
  item_term: ItemTermTable;
}
