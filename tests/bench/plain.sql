-- What the desk does, in plain SQL: the same rows read and written on the same file at the same pragmas, with no
-- program around them. Run by tests.bench beside the program's own commands and queries.

-- name: member_by_card
SELECT id, member_id FROM cards WHERE number = :card ORDER BY state <> 'active', id DESC LIMIT 1;
SELECT id FROM copies WHERE barcode = :card;
SELECT m.id, m.name, m.member_type, m.expires_on, m.retired_at, u.name, c.name, k.state, k.expires_on,
  (SELECT count(*) FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL),
  (SELECT count(*) FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL AND l.due_at < :now)
FROM members m JOIN units u ON u.id = m.unit_id JOIN categories c ON c.id = m.category_id
JOIN cards k ON k.member_id = m.id WHERE k.number = :card;
SELECT h.id, h.title_id, t.title, h.placed_at, h.state FROM holds h JOIN titles t ON t.id = h.title_id
WHERE h.member_id = :member AND h.state IN ('waiting', 'ready') ORDER BY h.id;

-- name: member_by_name
SELECT id FROM members WHERE retired_at IS NULL AND name >= :name AND name < :name || char(1114111)
ORDER BY name, id LIMIT 25;
SELECT m.id, m.name, u.name, c.name, substr(m.phone, -4),
  (SELECT substr(k.number, -4) FROM cards k WHERE k.member_id = m.id AND k.state = 'active' ORDER BY k.id DESC LIMIT 1)
FROM (SELECT rowid AS id FROM member_search WHERE member_search MATCH :asked LIMIT 25) AS f
JOIN members m ON m.id = f.id JOIN units u ON u.id = m.unit_id JOIN categories c ON c.id = m.category_id;

-- name: member_by_initials
SELECT m.id, m.name, u.name, c.name, substr(m.phone, -4),
  (SELECT substr(k.number, -4) FROM cards k WHERE k.member_id = m.id AND k.state = 'active' ORDER BY k.id DESC LIMIT 1)
FROM (SELECT rowid AS id FROM member_search WHERE member_search MATCH :asked LIMIT 25) AS f
JOIN members m ON m.id = f.id JOIN units u ON u.id = m.unit_id JOIN categories c ON c.id = m.category_id;
SELECT count(*) FROM member_search WHERE member_search MATCH :asked;

-- name: titles_found
SELECT id FROM titles WHERE retired_at IS NULL AND title >= :words AND title < :words || char(1114111)
ORDER BY title, id LIMIT 25;
SELECT t.id, t.title, t.subtitle, t.authors, t.publisher, t.year, t.isbn, t.call_number,
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND c.state IN ('in_stock', 'repair')),
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND c.state = 'in_stock'
    AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.copy_id = c.id AND l.returned_at IS NULL))
FROM (SELECT rowid AS id FROM title_search WHERE title_search MATCH :asked LIMIT 25) AS f JOIN titles t ON t.id = f.id;
SELECT count(*) FROM title_search WHERE title_search MATCH :asked;

-- name: titles_sorted
SELECT t.id, t.title, t.subtitle, t.authors, t.publisher, t.year, t.isbn, t.call_number,
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND c.state IN ('in_stock', 'repair')),
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND c.state = 'in_stock'
    AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.copy_id = c.id AND l.returned_at IS NULL))
FROM title_search s JOIN titles t ON t.id = s.rowid WHERE title_search MATCH :asked ORDER BY t.title, t.id LIMIT 25;
SELECT count(*) FROM title_search WHERE title_search MATCH :asked;

-- name: check_out
BEGIN IMMEDIATE;
SELECT c.id, c.title_id, t.title, c.barcode, c.state, c.item_type, l.id, l.member_id, m.name, l.due_at, h.member_id
FROM copies c JOIN titles t ON t.id = c.title_id LEFT JOIN loans l ON l.copy_id = c.id AND l.returned_at IS NULL
LEFT JOIN members m ON m.id = l.member_id LEFT JOIN holds h ON h.copy_id = c.id AND h.state = 'ready'
WHERE c.barcode = :barcode;
SELECT m.id, m.name, m.member_type, m.expires_on, m.retired_at, k.id, k.state, k.expires_on,
  (SELECT count(*) FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL),
  (SELECT count(*) FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL AND l.due_at < :now)
FROM members m LEFT JOIN cards k ON k.id = :member WHERE m.id = :member;
SELECT * FROM lending_rules WHERE member_type IN ('standard', '*') AND item_type IN ('book', '*')
  AND valid_from <= :day AND retired_at IS NULL;
SELECT y.year, d.day, d.kind, d.name FROM holiday_years y
LEFT JOIN holiday_days d ON d.holiday_year_id = y.id AND d.day >= :day WHERE y.retired_at IS NULL;
SELECT e.id, e.first_day, e.last_day, e.kind, w.opens, w.closes FROM calendar_exceptions e
LEFT JOIN exception_windows w ON w.exception_id = e.id WHERE e.retired_at IS NULL AND e.last_day >= :day;
SELECT t.id, t.valid_from, w.weekday, w.opens, w.closes FROM timetables t
LEFT JOIN timetable_windows w ON w.timetable_id = t.id WHERE t.retired_at IS NULL ORDER BY t.id, w.weekday, w.opens;
SELECT id, member_id, copy_id, state FROM holds WHERE title_id = :title AND state IN ('waiting', 'ready') ORDER BY id;
INSERT INTO loans (copy_id, member_id, card_id, rule_id, lent_at, due_at, tentative, renewals)
VALUES (:copy, :member, :member, :rule, :now, :due, 0, 0);
SELECT m.unit_id, m.category_id, c.industrial, c.frontline, c.new_employment FROM members m
JOIN categories c ON c.id = m.category_id WHERE m.id = :member;
INSERT INTO events (action_id, day, at, kind, zone_id, member_id, unit_id, category_id, industrial, frontline,
  new_employment, quantity, minutes, source, source_id)
SELECT s.seq + 1, :day, :now, 'loan', 1, m.id, m.unit_id, m.category_id, 0, 0, 0, 1, 0, 'loans', last_insert_rowid()
FROM sqlite_sequence s JOIN members m ON m.id = :member WHERE s.name = 'actions';
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'lending.check_out', 'CheckedOut', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, after, salt, digest)
SELECT last_insert_rowid(), 0, 'loans', seq, :image, :salt, :hash FROM sqlite_sequence WHERE name = 'loans';
COMMIT;

-- name: renew
BEGIN IMMEDIATE;
SELECT c.id, c.title_id, t.title, c.barcode, c.state, c.item_type, l.id, l.member_id, m.name, l.due_at, l.renewals
FROM copies c JOIN titles t ON t.id = c.title_id LEFT JOIN loans l ON l.copy_id = c.id AND l.returned_at IS NULL
LEFT JOIN members m ON m.id = l.member_id WHERE c.barcode = :barcode;
SELECT * FROM lending_rules WHERE member_type IN ('standard', '*') AND item_type IN ('book', '*')
  AND valid_from <= :day AND retired_at IS NULL;
SELECT y.year, d.day, d.kind, d.name FROM holiday_years y
LEFT JOIN holiday_days d ON d.holiday_year_id = y.id AND d.day >= :day WHERE y.retired_at IS NULL;
SELECT e.id, e.first_day, e.last_day, e.kind, w.opens, w.closes FROM calendar_exceptions e
LEFT JOIN exception_windows w ON w.exception_id = e.id WHERE e.retired_at IS NULL AND e.last_day >= :day;
SELECT t.id, t.valid_from, w.weekday, w.opens, w.closes FROM timetables t
LEFT JOIN timetable_windows w ON w.timetable_id = t.id WHERE t.retired_at IS NULL ORDER BY t.id, w.weekday, w.opens;
SELECT id, member_id, copy_id, state FROM holds WHERE title_id = :title AND state IN ('waiting', 'ready') ORDER BY id;
UPDATE loans SET due_at = :later, renewals = 1 WHERE copy_id = :copy AND returned_at IS NULL;
SELECT m.unit_id, m.category_id, c.industrial, c.frontline, c.new_employment FROM members m
JOIN categories c ON c.id = m.category_id WHERE m.id = :member;
INSERT INTO events (action_id, day, at, kind, zone_id, member_id, unit_id, category_id, industrial, frontline,
  new_employment, quantity, minutes, source, source_id)
SELECT s.seq + 1, :day, :now, 'renewal', 1, m.id, m.unit_id, m.category_id, 0, 0, 0, 1, 0, 'loans',
  (SELECT id FROM loans WHERE copy_id = :copy AND returned_at IS NULL)
FROM sqlite_sequence s JOIN members m ON m.id = :member WHERE s.name = 'actions';
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'lending.renew', 'Renewed', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest)
SELECT last_insert_rowid(), 0, 'loans', id, :moved, :moved, :salt, :hash FROM loans
WHERE copy_id = :copy AND returned_at IS NULL;
COMMIT;

-- name: check_in
BEGIN IMMEDIATE;
SELECT c.id, c.title_id, t.title, c.barcode, c.state, c.item_type, l.id, l.member_id, m.name, l.due_at, h.member_id
FROM copies c JOIN titles t ON t.id = c.title_id LEFT JOIN loans l ON l.copy_id = c.id AND l.returned_at IS NULL
LEFT JOIN members m ON m.id = l.member_id LEFT JOIN holds h ON h.copy_id = c.id AND h.state = 'ready'
WHERE c.barcode = :barcode;
SELECT * FROM lending_rules WHERE id = :rule;
SELECT id, member_id, copy_id, state FROM holds WHERE title_id = :title AND state IN ('waiting', 'ready') ORDER BY id;
SELECT m.unit_id, m.category_id, c.industrial, c.frontline, c.new_employment FROM members m
JOIN categories c ON c.id = m.category_id WHERE m.id = :member;
INSERT INTO events (action_id, day, at, kind, zone_id, member_id, unit_id, category_id, industrial, frontline,
  new_employment, quantity, minutes, source, source_id)
SELECT s.seq + 1, :day, :now, 'return', 1, m.id, m.unit_id, m.category_id, 0, 0, 0, 1, 0, 'loans',
  (SELECT id FROM loans WHERE copy_id = :copy AND returned_at IS NULL)
FROM sqlite_sequence s JOIN members m ON m.id = :member WHERE s.name = 'actions';
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'lending.check_in', 'CheckedIn', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest)
SELECT last_insert_rowid(), 0, 'loans', id, :empty, :ended, :salt, :hash FROM loans
WHERE copy_id = :copy AND returned_at IS NULL;
UPDATE loans SET returned_at = :now, outcome = 'returned' WHERE copy_id = :copy AND returned_at IS NULL;
SELECT count(*) FROM loans WHERE member_id = :member AND returned_at IS NULL;
COMMIT;

-- name: undo
BEGIN IMMEDIATE;
SELECT * FROM actions ORDER BY id DESC LIMIT 1;
SELECT * FROM changes WHERE action_id = (SELECT max(id) FROM actions);
SELECT DISTINCT later.action_id FROM changes AS mine JOIN changes AS later ON later.table_name = mine.table_name
  AND later.row_id = mine.row_id AND later.action_id > mine.action_id
WHERE mine.action_id = (SELECT max(id) FROM actions);
SELECT * FROM events WHERE action_id = (SELECT max(id) FROM actions);
INSERT INTO actions (id, at, user_id, command, slip, slip_values, undoes, schema, hash)
SELECT seq + 1, :now, 2, 'journal.undo', 'Undone', '{"action_id":' || seq || '}', seq, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, before, salt, digest)
SELECT last_insert_rowid(), 0, 'loans', seq, :image, :salt, :hash FROM sqlite_sequence WHERE name = 'loans';
INSERT INTO changes (action_id, n, table_name, row_id, before, salt, digest)
SELECT last_insert_rowid(), 1, 'events', seq, :image, :salt, :hash FROM sqlite_sequence WHERE name = 'events';
DELETE FROM events WHERE id = (SELECT max(id) FROM events);
DELETE FROM loans WHERE id = (SELECT max(id) FROM loans);
COMMIT;

-- name: day_of_rooms
SELECT b.id, b.code, b.room_id, r.name, r.zone_id, (SELECT group_concat(o.space_id) FROM occupancy o WHERE o.booking_id = b.id),
  b.layout_id, l.name, b.starts_at, b.ends_at, b.setup_minutes, b.teardown_minutes, b.state,
  coalesce(u.name, m.name, b.caller), b.unit_id, b.member_id, b.caller, coalesce(nullif(b.phone, ''), u.phone, m.phone),
  b.purpose, b.expected, b.attended, b.reason, b.note, b.arrived_at, b.ended_at
FROM (SELECT DISTINCT o.booking_id FROM spaces s CROSS JOIN occupancy o ON o.space_id = s.id
    AND o.starts_at >= coalesce((SELECT max(p.starts_at) FROM occupancy p
      WHERE p.space_id = s.id AND p.starts_at <= :start), :start)
    AND o.starts_at < :end AND o.ends_at > :start) AS t
CROSS JOIN bookings b ON b.id = t.booking_id JOIN rooms r ON r.id = b.room_id LEFT JOIN layouts l ON l.id = b.layout_id
LEFT JOIN units u ON u.id = b.unit_id LEFT JOIN members m ON m.id = b.member_id ORDER BY b.starts_at, b.id;

-- name: booking_found
SELECT id FROM units WHERE name LIKE '%' || :name || '%' ORDER BY name LIMIT 50;
SELECT rowid FROM member_search WHERE member_search MATCH :asked LIMIT 50;
SELECT b.id, b.code, b.room_id, r.name, r.zone_id, (SELECT group_concat(o.space_id) FROM occupancy o WHERE o.booking_id = b.id),
  b.layout_id, l.name, b.starts_at, b.ends_at, b.setup_minutes, b.teardown_minutes, b.state,
  coalesce(u.name, m.name, b.caller), b.unit_id, b.member_id, b.caller, coalesce(nullif(b.phone, ''), u.phone, m.phone),
  b.purpose, b.expected, b.attended, b.reason, b.note, b.arrived_at, b.ended_at
FROM (SELECT id FROM (
    SELECT * FROM (SELECT id, starts_at FROM bookings WHERE starts_at >= :now
      AND unit_id IN (SELECT id FROM units WHERE name LIKE '%' || :name || '%') ORDER BY starts_at LIMIT 25)
    UNION SELECT * FROM (SELECT id, starts_at FROM bookings WHERE starts_at < :now
      AND unit_id IN (SELECT id FROM units WHERE name LIKE '%' || :name || '%') ORDER BY starts_at DESC LIMIT 25)
    UNION SELECT * FROM (SELECT id, starts_at FROM bookings WHERE starts_at >= :now AND member_id IN
      (SELECT rowid FROM member_search WHERE member_search MATCH :asked LIMIT 50) ORDER BY starts_at LIMIT 25)
    UNION SELECT * FROM (SELECT id, starts_at FROM bookings WHERE starts_at < :now AND member_id IN
      (SELECT rowid FROM member_search WHERE member_search MATCH :asked LIMIT 50) ORDER BY starts_at DESC LIMIT 25)
    UNION SELECT b.id, b.starts_at FROM (SELECT rowid FROM booking_search WHERE booking_search MATCH :words
      ORDER BY rowid DESC LIMIT 500) AS w CROSS JOIN bookings b ON b.id = w.rowid
  ) ORDER BY starts_at < :now, abs(julianday(starts_at) - julianday(:now)), id LIMIT 25) AS f
CROSS JOIN bookings b ON b.id = f.id JOIN rooms r ON r.id = b.room_id LEFT JOIN layouts l ON l.id = b.layout_id
LEFT JOIN units u ON u.id = b.unit_id LEFT JOIN members m ON m.id = b.member_id;
SELECT count(*) FROM (SELECT id FROM bookings WHERE unit_id IN (SELECT id FROM units WHERE name LIKE '%' || :name || '%')
  UNION SELECT id FROM bookings WHERE member_id IN
    (SELECT rowid FROM member_search WHERE member_search MATCH :asked LIMIT 50)
  UNION SELECT rowid FROM booking_search WHERE booking_search MATCH :words LIMIT 1001);

-- name: book
BEGIN IMMEDIATE;
SELECT name, phone, retired_at FROM units WHERE id = :unit;
SELECT r.id, r.name, r.zone_id, r.capacity, r.retired_at,
  (SELECT group_concat(s.space_id) FROM room_spaces s WHERE s.room_id = r.id), l.id, l.name, l.capacity, l.setup_minutes
FROM rooms r LEFT JOIN layouts l ON l.id = NULL AND l.room_id = r.id WHERE r.id = :room;
SELECT b.id, r.name, b.caller, b.phone, b.purpose, b.starts_at, b.ends_at FROM occupancy o
JOIN bookings b ON b.id = o.booking_id JOIN rooms r ON r.id = b.room_id
WHERE o.space_id = :space AND o.starts_at < :ends AND o.ends_at > :starts AND o.starts_at >= coalesce((SELECT
  max(p.starts_at) FROM occupancy p WHERE p.space_id = :space AND p.starts_at <= :starts), :starts);
SELECT y.year, d.day, d.kind, d.name FROM holiday_years y
LEFT JOIN holiday_days d ON d.holiday_year_id = y.id AND d.day >= :day WHERE y.retired_at IS NULL;
SELECT e.id, e.first_day, e.last_day, e.kind, w.opens, w.closes FROM calendar_exceptions e
LEFT JOIN exception_windows w ON w.exception_id = e.id WHERE e.retired_at IS NULL AND e.last_day >= :day;
SELECT t.id, t.valid_from, w.weekday, w.opens, w.closes FROM timetables t
LEFT JOIN timetable_windows w ON w.timetable_id = t.id WHERE t.retired_at IS NULL ORDER BY t.id, w.weekday, w.opens;
SELECT b.id, r.name, b.starts_at, b.ends_at FROM bookings b JOIN rooms r ON r.id = b.room_id WHERE b.unit_id = :unit
  AND b.starts_at > :since AND b.starts_at < :ends AND b.ends_at > :starts AND b.state NOT IN ('no_show', 'cancelled');
INSERT INTO bookings (code, room_id, starts_at, ends_at, setup_minutes, teardown_minutes, state, unit_id, caller, phone,
  purpose, expected, reason, note, made_at)
SELECT printf('%08d', seq + 1), :room, :starts, :ends, 0, 0, 'booked', :unit, '', '', :purpose, 1, '', '', :now
FROM sqlite_sequence WHERE name = 'bookings';
INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at)
SELECT seq, :space, :starts, :ends FROM sqlite_sequence WHERE name = 'bookings';
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'bookings.book', 'Booked', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, after, salt, digest)
SELECT (SELECT max(id) FROM actions), 0, 'bookings', seq, :image, :salt, :hash FROM sqlite_sequence WHERE name = 'bookings';
INSERT INTO changes (action_id, n, table_name, row_id, after, salt, digest)
SELECT (SELECT max(id) FROM actions), 1, 'occupancy', seq, :taken, :salt, :hash FROM sqlite_sequence WHERE name = 'occupancy';
INSERT INTO booking_search (rowid, words) SELECT seq, :words FROM sqlite_sequence WHERE name = 'bookings';
COMMIT;

-- name: move
BEGIN IMMEDIATE;
SELECT * FROM bookings WHERE id = (SELECT max(id) FROM bookings);
SELECT name, phone, retired_at FROM units WHERE id = :unit;
SELECT r.id, r.name, r.zone_id, r.capacity, r.retired_at,
  (SELECT group_concat(s.space_id) FROM room_spaces s WHERE s.room_id = r.id), l.id, l.name, l.capacity, l.setup_minutes
FROM rooms r LEFT JOIN layouts l ON l.id = NULL AND l.room_id = r.id WHERE r.id = :room;
SELECT b.id, r.name, b.caller, b.phone, b.purpose, b.starts_at, b.ends_at FROM occupancy o
JOIN bookings b ON b.id = o.booking_id JOIN rooms r ON r.id = b.room_id
WHERE o.space_id = :space AND o.starts_at < :ends AND o.ends_at > :starts AND o.starts_at >= coalesce((SELECT
  max(p.starts_at) FROM occupancy p WHERE p.space_id = :space AND p.starts_at <= :starts), :starts);
SELECT y.year, d.day, d.kind, d.name FROM holiday_years y
LEFT JOIN holiday_days d ON d.holiday_year_id = y.id AND d.day >= :day WHERE y.retired_at IS NULL;
SELECT e.id, e.first_day, e.last_day, e.kind, w.opens, w.closes FROM calendar_exceptions e
LEFT JOIN exception_windows w ON w.exception_id = e.id WHERE e.retired_at IS NULL AND e.last_day >= :day;
SELECT t.id, t.valid_from, w.weekday, w.opens, w.closes FROM timetables t
LEFT JOIN timetable_windows w ON w.timetable_id = t.id WHERE t.retired_at IS NULL ORDER BY t.id, w.weekday, w.opens;
SELECT b.id, r.name, b.starts_at, b.ends_at FROM bookings b JOIN rooms r ON r.id = b.room_id WHERE b.unit_id = :unit
  AND b.starts_at > :since AND b.starts_at < :ends AND b.ends_at > :starts AND b.state NOT IN ('no_show', 'cancelled');
SELECT * FROM occupancy WHERE booking_id = (SELECT max(id) FROM bookings) ORDER BY id;
DELETE FROM occupancy WHERE booking_id = (SELECT max(id) FROM bookings);
UPDATE bookings SET room_id = :room, starts_at = :starts, ends_at = :ends WHERE id = (SELECT max(id) FROM bookings);
INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at)
SELECT max(id), :space, :starts, :ends FROM bookings;
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'bookings.move', 'BookingMoved', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO changes (action_id, n, table_name, row_id, before, salt, digest)
SELECT (SELECT max(id) FROM actions), 0, 'occupancy', seq - 1, :taken, :salt, :hash FROM sqlite_sequence
WHERE name = 'occupancy';
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest)
SELECT (SELECT max(id) FROM actions), 1, 'bookings', seq, :moved, :moved, :salt, :hash FROM sqlite_sequence
WHERE name = 'bookings';
INSERT INTO changes (action_id, n, table_name, row_id, after, salt, digest)
SELECT (SELECT max(id) FROM actions), 2, 'occupancy', seq, :taken, :salt, :hash FROM sqlite_sequence
WHERE name = 'occupancy';
SELECT rowid, words FROM booking_search WHERE rowid = (SELECT max(id) FROM bookings);
COMMIT;

-- name: tap
BEGIN IMMEDIATE;
SELECT d.name, d.counted_by, d.both_ways, d.retired_at, d.since, x.state,
  (SELECT 1 FROM closed_months WHERE month = substr(:day, 1, 7) AND reopened_at IS NULL)
FROM doors d LEFT JOIN door_days x ON x.door_id = d.id AND x.day = :day AND x.cleared_at IS NULL WHERE d.id = 1;
SELECT source_id, source, sum(quantity) FROM events INDEXED BY ix_events_visits
WHERE kind = 'visit' AND about IS NULL AND day = :day GROUP BY source_id;
SELECT coalesce(sum(quantity), 0) FROM events INDEXED BY ix_events_visits
WHERE kind = 'visit' AND about IS NULL AND day = :day AND source_id = 1 AND at BETWEEN :hour AND :now;
SELECT hash FROM actions ORDER BY id DESC LIMIT 1;
INSERT INTO events (action_id, day, at, kind, industrial, frontline, new_employment, quantity, minutes, source, source_id)
SELECT seq + 1, :day, :now, 'visit', 0, 0, 0, 1, 0, 'doors', 1 FROM sqlite_sequence WHERE name = 'actions';
INSERT INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)
SELECT seq + 1, :now, 2, 'visits.count_visitors', 'Counted', :slip, 1, :hash FROM sqlite_sequence WHERE name = 'actions';
COMMIT;
