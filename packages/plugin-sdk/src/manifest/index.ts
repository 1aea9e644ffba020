export { CAPABILITIES, type Capability, capabilityWords } from './capabilities.ts';
export { type Manifest, manifestSchema, PLUGIN_NAME, WIT_VERSIONS } from './manifest.ts';
export type { ColumnDefinition, ColumnType, TableDefinition, TableDefinitions } from './tables.ts';
export { parseManifest, placeInManifest, readManifest } from './read-manifest.ts';
export { PluginProblem } from '../plugin-problem.ts';
