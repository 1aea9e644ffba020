export { createTextFormats, type TextFormat, type TextFormats } from './text-formats.ts';
