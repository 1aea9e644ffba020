import { migrate, openDatabase } from '#platform/database';

// Migrates the database of `DATABASE_URL`, or the folder given second, with the migrations of the
// folder given first. A process of its own, so that a test can kill it.
const [folder = '', data = ''] = process.argv.slice(2);
await using database = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], data });
process.send?.('open');
await migrate(database, folder);
