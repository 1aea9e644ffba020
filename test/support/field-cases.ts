import type { FieldCase } from './field-cases/field-case.ts';
import { dateCases } from './field-cases/date-cases.ts';
import { nestedCases } from './field-cases/nested-cases.ts';
import { numberCases } from './field-cases/number-cases.ts';
import { recordCases } from './field-cases/record-cases.ts';
import { textCases } from './field-cases/text-cases.ts';

/** What the contract suite of field types tries: right and wrong inputs of each type. */
export const fieldCases: readonly FieldCase[] = [
  ...textCases,
  ...numberCases,
  ...dateCases,
  ...recordCases,
  ...nestedCases,
];
