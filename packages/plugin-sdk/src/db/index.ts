export { and, compare, contains, isNull, not, oneOf, or, startsWith } from './conditions.ts';
export type { Changing, Choosing, Db, Inserting } from './db.ts';
export type {
  Changed,
  Condition,
  DeleteQuery,
  InsertQuery,
  Join,
  Order,
  Row,
  Selected,
  SelectedColumn,
  SelectQuery,
  UpdateQuery,
  Which,
} from './query.ts';
