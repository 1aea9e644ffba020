import { DRAFT } from '#base';
import { systemContext } from '#grammar/access';
import { openSiteIn } from './site-in.ts';

// Publishes the stage “draft” of the site in a folder, or on a server, when it is told to, so that a
// test can kill it meanwhile. First it makes as many items as its last argument says, and another
// version of each in the stage.
const [data = '', databaseUrl = '', count = '0'] = process.argv.slice(2);
process.on('disconnect', () => process.exit());

const { items, stages, database } = await openSiteIn(data, databaseUrl || undefined);
const system = systemContext();
if (Number(count) > 0) {
  await items.createType(system, 'note', { name: 'Note' });
  await database.transaction(async (queries) => {
    const draft = { ...system, stage: DRAFT };
    for (let i = 0; i < Number(count); i++) {
      const saved = { queries };
      const { id } = await items.createItem(system, 'note', { title: 'Old', status: true }, saved);
      await items.updateItem(draft, id, 'current', { title: 'New' }, saved);
    }
  });
}
process.on('message', () => {
  stages.publish(system, DRAFT).then(
    () => process.send?.('published'),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.send?.('ready');
