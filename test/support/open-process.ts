import { openDatabase } from '#platform/database';

// Opens the data folder that is its argument and keeps it, so that a test can kill it. An open
// database keeps no process alive: listening to the test does.
process.on('disconnect', () => process.exit());
const [data = ''] = process.argv.slice(2);
await openDatabase({ databaseUrl: undefined, data });
process.send?.('open');
