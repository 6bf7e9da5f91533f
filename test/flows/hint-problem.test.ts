import { expect, test } from 'vitest'
import { openCauses, phaseOf } from '../support/look-up.ts'
import { createWorld } from '../support/world.ts'

test('the problem of a hint is closed before the hint is finished: a process that dies in between leaves none open', async () => {
  await using world = await createWorld()
  const { sql } = world.database
  const id = world.place('guest-simple')
  const number = world.magento.order(id)?.increment_id ?? ''
  await sql.unsafe(`alter table orders add constraint broken check (number <> '${number}')`)
  await world.runUntilQuiet()
  expect(await openCauses(world)).toEqual([`not_processed:order:${id}`])

  await sql.unsafe('alter table orders drop constraint broken')
  // From now on the database notices a hint that is finished while its problem is open.
  await sql.unsafe(`
    create function notice() returns trigger language plpgsql as $$ begin
      if new.processed_at is not null and new.entity = 'order' and exists (
        select 1 from problems where closed_at is null and cause = 'not_processed:order:' || new.entity_key)
      then raise 'finished, and its problem is open'; end if;
      return new;
    end $$`)
  await sql.unsafe('create trigger notice before update on inbox for each row execute function notice()')
  await world.pass(300)
  await world.runUntilQuiet()
  expect(await phaseOf(world, id)).toBe('open')
  expect(await openCauses(world)).toEqual([])
})
