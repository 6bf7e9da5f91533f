-- Recovers what a dead worker left, and takes the heads of queues that are due (src/flows/outbox/claim-outbox.ts): two
-- statements and the settings of the planner in one trip.
--
-- The planner cannot know that a head of a queue is soon found, and would look at everything that is due for each batch
-- (20,000 messages: 0.1 s), or, while its statistics are older than a sudden backlog, compare each with each (minutes).
-- It is told to go along the index of what is due and to stop at the limit, and the conditions are such that no join can
-- be made of them (docs/benchmarks.md). A session keeps its plan: one that was made while the outbox was empty must not
-- read all of it later.
CREATE FUNCTION claim_outbox(
	moment timestamptz, taker text, lease interval, probe_lease interval, most integer,
	known_sides text[], known_rooms integer[], other_rooms integer
) RETURNS TABLE (
	id bigint, store text, connection text, order_id bigint, queue text, kind text, idempotency_key text, payload json,
	state text, reason text, worker text, attempts integer, verifications integer, created_at timestamptz, far_side text,
	probe boolean
) LANGUAGE plpgsql
	SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off SET enable_hashjoin = off AS $$
#variable_conflict use_column
BEGIN
	-- What a dead worker left in `sending` may have happened: it is verified before it is sent again. One that is locked is
	-- being written down in this moment, by its worker or by whoever recovers it.
	UPDATE outbox SET state = 'verifying', worker = NULL, lease_until = NULL, due_at = moment,
		reason = 'the worker died while sending'
	WHERE id IN (
		SELECT o.id FROM outbox o WHERE o.state = 'sending' AND o.lease_until < moment FOR UPDATE SKIP LOCKED);
	RETURN QUERY
	WITH RECURSIVE keys AS (
		(SELECT o.far_side AS key FROM outbox o WHERE o.state IN ('pending', 'retrying', 'verifying')
			ORDER BY o.far_side LIMIT 1)
		UNION ALL
		SELECT (SELECT o.far_side FROM outbox o WHERE o.state IN ('pending', 'retrying', 'verifying') AND o.far_side > keys.key
			ORDER BY o.far_side LIMIT 1)
		FROM keys WHERE keys.key IS NOT NULL),
	probes AS (
		UPDATE far_sides f SET probe_at = moment + probe_lease
		WHERE f.opened_at IS NOT NULL AND f.probe_at <= moment AND EXISTS (
			SELECT 1 FROM outbox o
			WHERE o.far_side = f.key AND o.state IN ('pending', 'retrying', 'verifying') AND o.due_at <= moment)
		RETURNING f.key),
	sides AS MATERIALIZED (
		SELECT k.key, p.key IS NOT NULL AS probe,
			CASE WHEN f.opened_at IS NULL THEN coalesce(r.room, other_rooms) WHEN p.key IS NOT NULL THEN 1 ELSE 0 END AS room
		FROM keys k
			LEFT JOIN far_sides f ON f.key = k.key
			LEFT JOIN probes p ON p.key = k.key
			LEFT JOIN unnest(known_sides, known_rooms) AS r(key, room) ON r.key = k.key
			LEFT JOIN connections c ON 'erp:' || c.code = k.key
			LEFT JOIN stores s ON s.code = coalesce(c.store, split_part(k.key, ':', 2))
		WHERE k.key IS NOT NULL AND c.paused_at IS NULL AND s.paused_at IS NULL),
	taken AS (
		SELECT heads.id, heads.probe FROM (
			SELECT head.id, side.probe, row_number() OVER (PARTITION BY side.key ORDER BY head.due_at, head.id) AS turn
			FROM sides side CROSS JOIN LATERAL (
				SELECT o.id, o.due_at FROM outbox o
				WHERE o.far_side = side.key AND o.state IN ('pending', 'retrying', 'verifying') AND o.due_at <= moment
					AND (o.lease_until IS NULL OR o.lease_until < moment)
					AND o.id = (SELECT min(e.id) FROM outbox e WHERE e.queue = o.queue AND e.state NOT IN ('delivered', 'superseded'))
					-- Alerts are mails to the people of the shop (flows/alert): pausing those to customers does not silence them.
					AND (starts_with(o.queue, 'alert:') OR (SELECT true FROM paused_kinds k WHERE k.store = o.store AND k.kind = o.kind) IS NULL)
				ORDER BY o.due_at, o.id LIMIT side.room FOR UPDATE OF o SKIP LOCKED) head) heads
		ORDER BY heads.turn LIMIT most)
	UPDATE outbox SET
		state = CASE outbox.state WHEN 'verifying' THEN 'verifying' ELSE 'sending' END,
		attempts = outbox.attempts + CASE outbox.state WHEN 'verifying' THEN 0 ELSE 1 END,
		verifications = outbox.verifications + CASE outbox.state WHEN 'verifying' THEN 1 ELSE 0 END,
		worker = taker, lease_until = moment + lease
	FROM taken WHERE outbox.id = taken.id
	RETURNING outbox.id, outbox.store, outbox.connection, outbox.order_id, outbox.queue, outbox.kind,
		outbox.idempotency_key, outbox.payload, outbox.state, outbox.reason, outbox.worker, outbox.attempts,
		outbox.verifications, outbox.created_at, outbox.far_side, taken.probe;
END $$;
