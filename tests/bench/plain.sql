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
