export { createVariables, type Variables } from './variables.ts';
