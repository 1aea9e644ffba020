import { openDatabase } from '#platform/database';

// Opens the data folder that is its argument and keeps it, so that a test can kill it.
const [data = ''] = process.argv.slice(2);
await openDatabase({ databaseUrl: undefined, data });
process.send?.('open');
