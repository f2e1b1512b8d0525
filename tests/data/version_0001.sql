-- A file of version 0001 as it was founded and filled: tables, indexes and rows; guards and search tables are laid anew.
PRAGMA application_id = 1447316273;
BEGIN;
CREATE TABLE holiday_years (
	year INTEGER NOT NULL, 
	document VARCHAR NOT NULL, 
	entered_at VARCHAR(19) NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_holiday_years_entered_at_time CHECK (entered_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_holiday_years_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE zones (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_zones_code UNIQUE (code), 
	CONSTRAINT ck_zones_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE settings (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_settings_valid_from_time CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
);
CREATE TABLE lending_rules (
	member_type VARCHAR NOT NULL, 
	item_type VARCHAR NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	lendable BOOLEAN NOT NULL, 
	max_loans INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	period_unit VARCHAR NOT NULL, 
	due_on_open_day BOOLEAN NOT NULL, 
	renewals INTEGER NOT NULL, 
	renewal_period INTEGER NOT NULL, 
	renewal_unit VARCHAR NOT NULL, 
	block_while_overdue BOOLEAN NOT NULL, 
	ask_on_return BOOLEAN NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_lending_rules_period_unit CHECK (period_unit IN ('day', 'week', 'month')), 
	CONSTRAINT ck_lending_rules_renewal_unit CHECK (renewal_unit IN ('day', 'week', 'month')), 
	CONSTRAINT ck_lending_rules_not_negative CHECK (max_loans >= 0 AND period >= 0 AND renewals >= 0 AND renewal_period >= 0), 
	CONSTRAINT ck_lending_rules_valid_from_time CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_lending_rules_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE users (
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	password VARCHAR, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_users_role CHECK (role IN ('clerk', 'librarian', 'manager')), 
	CONSTRAINT ck_users_manager_password CHECK (role <> 'manager' OR password IS NOT NULL), 
	CONSTRAINT ck_users_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE units (
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	contact VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	counts BOOLEAN NOT NULL, 
	note VARCHAR NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_units_name UNIQUE (name), 
	CONSTRAINT ck_units_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE categories (
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	industrial BOOLEAN NOT NULL, 
	frontline BOOLEAN NOT NULL, 
	new_employment BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_categories_code UNIQUE (code), 
	CONSTRAINT ck_categories_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE closed_months (
	month VARCHAR NOT NULL, 
	closed_at VARCHAR(19) NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_closed_months_month CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'), 
	CONSTRAINT uq_closed_months_month UNIQUE (month), 
	CONSTRAINT ck_closed_months_closed_at_time CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE titles (
	isbn VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	subtitle VARCHAR NOT NULL, 
	part VARCHAR NOT NULL, 
	authors VARCHAR NOT NULL, 
	edition VARCHAR NOT NULL, 
	publisher VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	year VARCHAR NOT NULL, 
	pages VARCHAR NOT NULL, 
	size VARCHAR NOT NULL, 
	price INTEGER, 
	gift BOOLEAN NOT NULL, 
	class_number VARCHAR NOT NULL, 
	call_number VARCHAR NOT NULL, 
	series VARCHAR NOT NULL, 
	abstract VARCHAR NOT NULL, 
	subjects VARCHAR NOT NULL, 
	pinyin VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	control_number VARCHAR NOT NULL, 
	created_at VARCHAR(19) NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_titles_title CHECK (length(title) > 0), 
	CONSTRAINT ck_titles_created_at_time CHECK (created_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_titles_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE timetables (
	zone_id INTEGER, 
	season VARCHAR NOT NULL, 
	first_md INTEGER NOT NULL, 
	last_md INTEGER NOT NULL, 
	valid_from VARCHAR(10) NOT NULL, 
	valid_to VARCHAR(10), 
	on_holidays VARCHAR NOT NULL, 
	makeup_as INTEGER, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_timetables_on_holidays CHECK (on_holidays IN ('closed', 'as_usual', 'own')), 
	CONSTRAINT ck_timetables_makeup_as CHECK (makeup_as BETWEEN 0 AND 4), 
	CONSTRAINT ck_timetables_month_days CHECK (first_md BETWEEN 101 AND 1231 AND last_md BETWEEN 101 AND 1231), 
	CONSTRAINT ck_timetables_validity CHECK (valid_to >= valid_from), 
	CONSTRAINT fk_timetables_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT ck_timetables_valid_from_time CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_timetables_valid_to_time CHECK (valid_to GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_timetables_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE calendar_exceptions (
	zone_id INTEGER, 
	first_day VARCHAR(10) NOT NULL, 
	last_day VARCHAR(10) NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_calendar_exceptions_kind CHECK (kind IN ('closed', 'open', 'extended')), 
	CONSTRAINT ck_calendar_exceptions_range CHECK (last_day >= first_day), 
	CONSTRAINT ck_calendar_exceptions_reason CHECK (length(reason) > 0), 
	CONSTRAINT fk_calendar_exceptions_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT ck_calendar_exceptions_first_day_time CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_calendar_exceptions_last_day_time CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_calendar_exceptions_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE holiday_days (
	holiday_year_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_holiday_days_kind CHECK (kind IN ('off', 'workday')), 
	CONSTRAINT fk_holiday_days_holiday_year_id FOREIGN KEY(holiday_year_id) REFERENCES holiday_years (id), 
	CONSTRAINT ck_holiday_days_day_time CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
);
CREATE TABLE actions (
	at VARCHAR(19) NOT NULL, 
	user_id INTEGER NOT NULL, 
	command VARCHAR NOT NULL, 
	slip VARCHAR NOT NULL, 
	slip_values VARCHAR NOT NULL, 
	accepted VARCHAR, 
	reason VARCHAR, 
	undoes INTEGER, 
	schema INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_actions_at_time CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_actions_user_id FOREIGN KEY(user_id) REFERENCES users (id), 
	CONSTRAINT fk_actions_undoes FOREIGN KEY(undoes) REFERENCES actions (id)
);
CREATE TABLE members (
	name VARCHAR NOT NULL, 
	unit_id INTEGER NOT NULL, 
	category_id INTEGER NOT NULL, 
	member_type VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	joined_on VARCHAR(10) NOT NULL, 
	expires_on VARCHAR(10), 
	note VARCHAR NOT NULL, 
	retired_at VARCHAR(19), 
	erased_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_members_name CHECK (length(name) > 0 OR erased_at IS NOT NULL), 
	CONSTRAINT fk_members_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT fk_members_category_id FOREIGN KEY(category_id) REFERENCES categories (id), 
	CONSTRAINT ck_members_joined_on_time CHECK (joined_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_members_expires_on_time CHECK (expires_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_members_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_members_erased_at_time CHECK (erased_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE copies (
	title_id INTEGER NOT NULL, 
	barcode VARCHAR NOT NULL, 
	accession VARCHAR NOT NULL, 
	location VARCHAR NOT NULL, 
	item_type VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	price INTEGER, 
	state VARCHAR NOT NULL, 
	acquired_on VARCHAR(10) NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_copies_state CHECK (state IN ('in_stock', 'lost', 'withdrawn', 'repair')), 
	CONSTRAINT ck_copies_barcode CHECK (length(barcode) > 0), 
	CONSTRAINT fk_copies_title_id FOREIGN KEY(title_id) REFERENCES titles (id), 
	CONSTRAINT uq_copies_barcode UNIQUE (barcode), 
	CONSTRAINT ck_copies_acquired_on_time CHECK (acquired_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
);
CREATE TABLE timetable_windows (
	timetable_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	opens INTEGER NOT NULL, 
	closes INTEGER NOT NULL, 
	extended BOOLEAN NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_timetable_windows_weekday CHECK (weekday BETWEEN 0 AND 7), 
	CONSTRAINT ck_timetable_windows_window CHECK (opens BETWEEN 0 AND 1439 AND closes > opens AND closes <= opens + 1440), 
	CONSTRAINT fk_timetable_windows_timetable_id FOREIGN KEY(timetable_id) REFERENCES timetables (id)
);
CREATE TABLE exception_windows (
	exception_id INTEGER NOT NULL, 
	opens INTEGER NOT NULL, 
	closes INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_exception_windows_window CHECK (opens BETWEEN 0 AND 1439 AND closes > opens AND closes <= opens + 1440), 
	CONSTRAINT fk_exception_windows_exception_id FOREIGN KEY(exception_id) REFERENCES calendar_exceptions (id)
);
CREATE TABLE changes (
	action_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	salt BLOB, 
	digest BLOB NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (action_id, n), 
	CONSTRAINT fk_changes_action_id FOREIGN KEY(action_id) REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED
)
 WITHOUT ROWID

;
CREATE TABLE cards (
	member_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	issued_at VARCHAR(19) NOT NULL, 
	expires_on VARCHAR(10), 
	ended_at VARCHAR(19), 
	reason VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_cards_kind CHECK (kind IN ('union', 'bank', 'electronic', 'temporary')), 
	CONSTRAINT ck_cards_state CHECK (state IN ('active', 'lost', 'blocked', 'replaced')), 
	CONSTRAINT ck_cards_ended CHECK ((state = 'active') = (ended_at IS NULL)), 
	CONSTRAINT ck_cards_number CHECK (length(number) > 0), 
	CONSTRAINT fk_cards_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_cards_issued_at_time CHECK (issued_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_cards_expires_on_time CHECK (expires_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_cards_ended_at_time CHECK (ended_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE events (
	action_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	at VARCHAR(19) NOT NULL, 
	kind VARCHAR NOT NULL, 
	zone_id INTEGER, 
	member_id INTEGER, 
	unit_id INTEGER, 
	category_id INTEGER, 
	industrial BOOLEAN NOT NULL, 
	frontline BOOLEAN NOT NULL, 
	new_employment BOOLEAN NOT NULL, 
	quantity INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	about VARCHAR(10), 
	reason VARCHAR, 
	source VARCHAR NOT NULL, 
	source_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_events_kind CHECK (kind IN ('loan', 'renewal', 'return', 'in_house', 'lost', 'new_member')), 
	CONSTRAINT ck_events_day_is_of_at CHECK (day = substr(at, 1, 10)), 
	CONSTRAINT ck_events_minutes CHECK (minutes >= 0), 
	CONSTRAINT fk_events_action_id FOREIGN KEY(action_id) REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT ck_events_day_time CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_events_at_time CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_events_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT fk_events_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_events_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT fk_events_category_id FOREIGN KEY(category_id) REFERENCES categories (id), 
	CONSTRAINT ck_events_about_time CHECK (about GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
);
CREATE TABLE holds (
	title_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	placed_at VARCHAR(19) NOT NULL, 
	state VARCHAR NOT NULL, 
	copy_id INTEGER, 
	ready_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_holds_state CHECK (state IN ('waiting', 'ready', 'fulfilled', 'cancelled')), 
	CONSTRAINT ck_holds_ready_copy CHECK ((state = 'ready') <= (copy_id IS NOT NULL)), 
	CONSTRAINT fk_holds_title_id FOREIGN KEY(title_id) REFERENCES titles (id), 
	CONSTRAINT fk_holds_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_holds_placed_at_time CHECK (placed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_holds_copy_id FOREIGN KEY(copy_id) REFERENCES copies (id), 
	CONSTRAINT ck_holds_ready_at_time CHECK (ready_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE loans (
	copy_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	card_id INTEGER, 
	rule_id INTEGER NOT NULL, 
	lent_at VARCHAR(19) NOT NULL, 
	due_at VARCHAR(19) NOT NULL, 
	tentative BOOLEAN NOT NULL, 
	renewals INTEGER NOT NULL, 
	returned_at VARCHAR(19), 
	outcome VARCHAR, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_loans_due CHECK (due_at >= lent_at), 
	CONSTRAINT ck_loans_returned CHECK (returned_at IS NULL OR returned_at >= lent_at), 
	CONSTRAINT ck_loans_renewals CHECK (renewals >= 0), 
	CONSTRAINT ck_loans_ended CHECK ((outcome IS NULL) = (returned_at IS NULL)), 
	CONSTRAINT ck_loans_outcome CHECK (outcome IN ('returned', 'lost')), 
	CONSTRAINT fk_loans_copy_id FOREIGN KEY(copy_id) REFERENCES copies (id), 
	CONSTRAINT fk_loans_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_loans_card_id FOREIGN KEY(card_id) REFERENCES cards (id), 
	CONSTRAINT fk_loans_rule_id FOREIGN KEY(rule_id) REFERENCES lending_rules (id), 
	CONSTRAINT ck_loans_lent_at_time CHECK (lent_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_loans_due_at_time CHECK (due_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_loans_returned_at_time CHECK (returned_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO holiday_years (year, document, entered_at, retired_at, id) VALUES (2024,'国办发明电〔2023〕7号','2026-11-20T00:00:00',NULL,1);
INSERT INTO holiday_years (year, document, entered_at, retired_at, id) VALUES (2025,'国办发明电〔2024〕12号','2026-11-20T00:00:00',NULL,2);
INSERT INTO holiday_years (year, document, entered_at, retired_at, id) VALUES (2026,'国务院办公厅 2025-11-04 通知','2026-11-20T00:00:00',NULL,3);
INSERT INTO zones (code, name, retired_at, id) VALUES ('reading','书屋',NULL,1);
INSERT INTO zones (code, name, retired_at, id) VALUES ('training','培训区',NULL,2);
INSERT INTO zones (code, name, retired_at, id) VALUES ('activity','活动区',NULL,3);
INSERT INTO zones (code, name, retired_at, id) VALUES ('fitness','健身区',NULL,4);
INSERT INTO zones (code, name, retired_at, id) VALUES ('calligraphy','书画区',NULL,5);
INSERT INTO zones (code, name, retired_at, id) VALUES ('counselling','心理服务区',NULL,6);
INSERT INTO settings (key, value, valid_from, id) VALUES ('venue.name','城北工人文化宫','2000-01-01',1);
INSERT INTO settings (key, value, valid_from, id) VALUES ('look.text_size','standard','2000-01-01',2);
INSERT INTO settings (key, value, valid_from, id) VALUES ('look.language','zh_CN','2000-01-01',3);
INSERT INTO settings (key, value, valid_from, id) VALUES ('copies.second_folder','','2000-01-01',4);
INSERT INTO lending_rules (member_type, item_type, valid_from, lendable, max_loans, period, period_unit, due_on_open_day, renewals, renewal_period, renewal_unit, block_while_overdue, ask_on_return, retired_at, id) VALUES ('*','*','2000-01-01',1,5,30,'day',1,1,30,'day',1,0,NULL,1);
INSERT INTO lending_rules (member_type, item_type, valid_from, lendable, max_loans, period, period_unit, due_on_open_day, renewals, renewal_period, renewal_unit, block_while_overdue, ask_on_return, retired_at, id) VALUES ('*','reference','2000-01-01',0,5,30,'day',1,1,30,'day',1,0,NULL,2);
INSERT INTO users (name, role, password, retired_at, id) VALUES ('王主任','manager','$argon2id$v=19$m=19456,t=2,p=1$+L0lpKec1/rTxio/jGKFHA$EOP5iSSiqY8O6DLW6OxFUZItD75+HK5zm3yjgml9EEw',NULL,1);
INSERT INTO users (name, role, password, retired_at, id) VALUES ('李馆员','librarian',NULL,NULL,2);
INSERT INTO units (name, kind, contact, phone, counts, note, retired_at, id) VALUES ('无单位','','','',0,'',NULL,1);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('industrial','产业工人',1,0,0,0,NULL,1);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('frontline','一线职工',0,1,0,1,NULL,2);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('new_employment','新就业形态劳动者',0,0,1,2,NULL,3);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('office','机关事业单位职工',0,0,0,3,NULL,4);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('retired','退休职工',0,0,0,4,NULL,5);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('family','家属',0,0,0,5,NULL,6);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('public','社会公众',0,0,0,6,NULL,7);
INSERT INTO categories (code, name, industrial, frontline, new_employment, position, retired_at, id) VALUES ('unknown','未知',0,0,0,7,NULL,8);
INSERT INTO titles (isbn, title, subtitle, part, authors, edition, publisher, place, year, pages, size, price, gift, class_number, call_number, series, abstract, subjects, pinyin, source, control_number, created_at, retired_at, id) VALUES ('','平凡的世界','','','','','','','','','',NULL,0,'','','','','','','','','2026-11-20T09:00:00',NULL,1);
INSERT INTO titles (isbn, title, subtitle, part, authors, edition, publisher, place, year, pages, size, price, gift, class_number, call_number, series, abstract, subjects, pinyin, source, control_number, created_at, retired_at, id) VALUES ('','活着','','','','','','','','','',NULL,0,'','','','','','','','','2026-11-20T09:00:00',NULL,2);
INSERT INTO timetables (zone_id, season, first_md, last_md, valid_from, valid_to, on_holidays, makeup_as, retired_at, id) VALUES (NULL,'',101,1231,'2000-01-01',NULL,'closed',NULL,NULL,1);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-01-01','off','元旦',1);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-04','workday','春节',2);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-10','off','春节',3);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-11','off','春节',4);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-12','off','春节',5);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-13','off','春节',6);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-14','off','春节',7);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-15','off','春节',8);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-16','off','春节',9);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-17','off','春节',10);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-02-18','workday','春节',11);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-04-04','off','清明节',12);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-04-05','off','清明节',13);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-04-06','off','清明节',14);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-04-07','workday','清明节',15);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-04-28','workday','劳动节',16);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-01','off','劳动节',17);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-02','off','劳动节',18);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-03','off','劳动节',19);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-04','off','劳动节',20);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-05','off','劳动节',21);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-05-11','workday','劳动节',22);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-06-10','off','端午节',23);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-09-14','workday','中秋节',24);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-09-15','off','中秋节',25);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-09-16','off','中秋节',26);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-09-17','off','中秋节',27);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-09-29','workday','国庆节',28);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-01','off','国庆节',29);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-02','off','国庆节',30);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-03','off','国庆节',31);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-04','off','国庆节',32);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-05','off','国庆节',33);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-06','off','国庆节',34);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-07','off','国庆节',35);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (1,'2024-10-12','workday','国庆节',36);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-01','off','元旦',37);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-26','workday','春节',38);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-28','off','春节',39);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-29','off','春节',40);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-30','off','春节',41);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-01-31','off','春节',42);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-02-01','off','春节',43);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-02-02','off','春节',44);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-02-03','off','春节',45);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-02-04','off','春节',46);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-02-08','workday','春节',47);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-04-04','off','清明节',48);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-04-05','off','清明节',49);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-04-06','off','清明节',50);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-04-27','workday','劳动节',51);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-01','off','劳动节',52);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-02','off','劳动节',53);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-03','off','劳动节',54);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-04','off','劳动节',55);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-05','off','劳动节',56);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-05-31','off','端午节',57);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-06-01','off','端午节',58);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-06-02','off','端午节',59);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-09-28','workday','国庆节',60);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-01','off','国庆节',61);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-02','off','国庆节',62);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-03','off','国庆节',63);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-04','off','国庆节',64);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-05','off','国庆节',65);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-06','off','中秋节',66);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-07','off','国庆节',67);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-08','off','国庆节',68);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (2,'2025-10-11','workday','国庆节',69);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-01-01','off','元旦',70);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-01-02','off','元旦',71);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-01-03','off','元旦',72);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-01-04','workday','元旦',73);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-14','workday','春节',74);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-15','off','春节',75);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-16','off','春节',76);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-17','off','春节',77);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-18','off','春节',78);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-19','off','春节',79);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-20','off','春节',80);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-21','off','春节',81);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-22','off','春节',82);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-23','off','春节',83);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-02-28','workday','春节',84);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-04-04','off','清明节',85);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-04-05','off','清明节',86);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-04-06','off','清明节',87);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-01','off','劳动节',88);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-02','off','劳动节',89);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-03','off','劳动节',90);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-04','off','劳动节',91);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-05','off','劳动节',92);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-05-09','workday','劳动节',93);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-06-19','off','端午节',94);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-06-20','off','端午节',95);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-06-21','off','端午节',96);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-09-20','workday','中秋节',97);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-09-25','off','中秋节',98);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-09-26','off','中秋节',99);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-09-27','off','中秋节',100);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-01','off','国庆节',101);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-02','off','国庆节',102);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-03','off','国庆节',103);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-04','off','国庆节',104);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-05','off','国庆节',105);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-06','off','国庆节',106);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-07','off','国庆节',107);
INSERT INTO holiday_days (holiday_year_id, day, kind, name, id) VALUES (3,'2026-10-10','workday','国庆节',108);
INSERT INTO actions (at, user_id, command, slip, slip_values, accepted, reason, undoes, schema, hash, id) VALUES ('2026-11-20T09:00:00',1,'file.create','VenueFounded','{}',NULL,NULL,NULL,1,X'9EA18555F87A417404B82107E09E3D330673C0D62DC48665F7D4C29D96ECC90E',1);
INSERT INTO actions (at, user_id, command, slip, slip_values, accepted, reason, undoes, schema, hash, id) VALUES ('2026-11-20T09:00:00',1,'test.fill','SettingsSaved','{"valid_from":"2026-11-20"}',NULL,NULL,NULL,1,X'EEE0902752639BD6A4C68F5275B9B05FFEF135A2A0B03641DBB88097F7C35FB9',2);
INSERT INTO members (name, unit_id, category_id, member_type, phone, joined_on, expires_on, note, retired_at, erased_at, id) VALUES ('张三',1,1,'standard','13800000001','2026-01-01',NULL,'',NULL,NULL,1);
INSERT INTO members (name, unit_id, category_id, member_type, phone, joined_on, expires_on, note, retired_at, erased_at, id) VALUES ('李四',1,1,'standard','13800000002','2026-01-01',NULL,'',NULL,NULL,2);
INSERT INTO members (name, unit_id, category_id, member_type, phone, joined_on, expires_on, note, retired_at, erased_at, id) VALUES ('张国胜',1,1,'standard','13800000003','2026-01-01',NULL,'',NULL,NULL,3);
INSERT INTO copies (title_id, barcode, accession, location, item_type, source, price, state, acquired_on, note, id) VALUES (2,'B001','','','book','',NULL,'in_stock','2026-11-20','',1);
INSERT INTO copies (title_id, barcode, accession, location, item_type, source, price, state, acquired_on, note, id) VALUES (1,'B002','','','book','',NULL,'in_stock','2026-11-20','',2);
INSERT INTO copies (title_id, barcode, accession, location, item_type, source, price, state, acquired_on, note, id) VALUES (2,'B003','','','book','',NULL,'in_stock','2026-11-20','',3);
INSERT INTO copies (title_id, barcode, accession, location, item_type, source, price, state, acquired_on, note, id) VALUES (1,'B004','','','book','',NULL,'in_stock','2026-11-20','',4);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,1,540,1230,0,1);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,2,540,1230,0,2);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,3,540,1230,0,3);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,4,540,1230,0,4);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,5,540,1230,0,5);
INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended, id) VALUES (1,6,540,1230,0,6);
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,0,'users',1,NULL,'{"name":"王主任","role":"manager","password":"$argon2id$v=19$m=19456,t=2,p=1$+L0lpKec1/rTxio/jGKFHA$EOP5iSSiqY8O6DLW6OxFUZItD75+HK5zm3yjgml9EEw"}',X'C83B4C4E0BEE40E0',X'41C86D2F942EF80B5E52E36C29C5013DA42CDFB621C9E00DA0237F6FDC930772');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,1,'settings',1,NULL,'{"key":"venue.name","value":"城北工人文化宫","valid_from":"2000-01-01"}',X'53D05AFB717C2299',X'84698414079B5F44FFF5B9585D9C5E1778BE1A6D306E18ECF8EF47605404605F');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,2,'settings',2,NULL,'{"key":"look.text_size","value":"standard","valid_from":"2000-01-01"}',X'A4EDAC47D70D5A63',X'DE2E6374FC427334046B4BDD877DF2F81427817E26F75CF85B55356E9B4B2FF7');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,3,'settings',3,NULL,'{"key":"look.language","value":"zh_CN","valid_from":"2000-01-01"}',X'27098EA09E5F7B71',X'4970C774FB8B3CC994384A4A0D8B61E93233837920E78FA48E8136DD8D61F443');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,4,'settings',4,NULL,'{"key":"copies.second_folder","value":"","valid_from":"2000-01-01"}',X'00874F98C1A298A1',X'8A868B27BB1750A2A49740352293056B41884965FECA430480B5FE0B027E9FF1');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,5,'zones',1,NULL,'{"code":"reading","name":"书屋"}',X'7A2D74D068BB180E',X'D0E9B6EBD62B4538CDAC2CAEF756B233A9D88122C497DAAF9B61812E1CB127A8');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,6,'zones',2,NULL,'{"code":"training","name":"培训区"}',X'96BC5C7556AA672F',X'3F40669F49155EF5C641B72E737594511CF8A0D6233517724713F0FFD2D0D678');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,7,'zones',3,NULL,'{"code":"activity","name":"活动区"}',X'979C05AA0082B155',X'D7B0081F3E6B6E2C44884FC9340AE237928157E226BE3B00B404692F82C5E264');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,8,'zones',4,NULL,'{"code":"fitness","name":"健身区"}',X'11086B6EAF19FEFB',X'E600805B2C7951926D1D5CAA9078129B65D408718906934BED8540CD21F09D5E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,9,'zones',5,NULL,'{"code":"calligraphy","name":"书画区"}',X'A3FA11E89E0AB299',X'EFD7E67F4BA199712A35AEB8AE7939CD5671277FACB37EF8D9CCDAF650881E35');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,10,'zones',6,NULL,'{"code":"counselling","name":"心理服务区"}',X'5C75CF4B629879B4',X'3306E478E472EBEC91F7CB3622B284AA220FC1EA03CFCC2363747E7098C64FBD');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,11,'lending_rules',1,NULL,'{"member_type":"*","item_type":"*","valid_from":"2000-01-01","lendable":1,"max_loans":5,"period":30,"period_unit":"day","due_on_open_day":1,"renewals":1,"renewal_period":30,"renewal_unit":"day","block_while_overdue":1,"ask_on_return":0}',X'1F1B0CB4DF71B37A',X'20CF23AE28FD3B76C446A409F505DBFB3F0B25ED0FD56AC4D0860CC3EA59B6B2');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,12,'lending_rules',2,NULL,'{"member_type":"*","item_type":"reference","valid_from":"2000-01-01","lendable":0,"max_loans":5,"period":30,"period_unit":"day","due_on_open_day":1,"renewals":1,"renewal_period":30,"renewal_unit":"day","block_while_overdue":1,"ask_on_return":0}',X'E8A05708F98D3780',X'797D142B36EEBD37E5767C42C95075E5F671C83433636585ADA790050409519A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,13,'units',1,NULL,'{"name":"无单位","kind":"","contact":"","phone":"","counts":0,"note":""}',X'A9E5DA8B67ABED9D',X'4284B77718F874B517248FA302D9E2FF16E6FC2FB5FD565B0B0A35FA8C69C3E3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,14,'categories',1,NULL,'{"code":"industrial","name":"产业工人","industrial":1,"frontline":0,"new_employment":0,"position":0}',X'C3A4C95CF3CDA7FD',X'69F3F5DE6FA4B07A72EA10AE34FD9A9F8D4EB574125E7A41EE7949E9182DBE30');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,15,'categories',2,NULL,'{"code":"frontline","name":"一线职工","industrial":0,"frontline":1,"new_employment":0,"position":1}',X'54850EC01FAF9C90',X'350B5E155FDAB0964CF2DE8A2F48AE8D03BA60F3C9523C513334873B415615B3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,16,'categories',3,NULL,'{"code":"new_employment","name":"新就业形态劳动者","industrial":0,"frontline":0,"new_employment":1,"position":2}',X'EA1CA5E704FD9E59',X'02668719CE7F8B9D8B15606F89DEDFB43A4C5A5499145091137E920706F7FA47');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,17,'categories',4,NULL,'{"code":"office","name":"机关事业单位职工","industrial":0,"frontline":0,"new_employment":0,"position":3}',X'93C5A20857981F03',X'AEDF6D483400CAEB0148F160065A2DD13F174C8B4E10F3AF1D2D27ACEAFF09B1');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,18,'categories',5,NULL,'{"code":"retired","name":"退休职工","industrial":0,"frontline":0,"new_employment":0,"position":4}',X'43BEBAB731406167',X'15162EC404D39B47A07285E11EE25A6277C97919BC5107EC3007FD623A6291FC');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,19,'categories',6,NULL,'{"code":"family","name":"家属","industrial":0,"frontline":0,"new_employment":0,"position":5}',X'DB87DCEBC654862B',X'FD860E9E261C5C57B8BF5560CD32FAEA0E18E063C8DDCAEA2BF362E9B3733AEC');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,20,'categories',7,NULL,'{"code":"public","name":"社会公众","industrial":0,"frontline":0,"new_employment":0,"position":6}',X'25487D7A647B90CD',X'4A774350768346D245826EAE577FC53AB0706A2D824EF14278EA53072CED397A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,21,'categories',8,NULL,'{"code":"unknown","name":"未知","industrial":0,"frontline":0,"new_employment":0,"position":7}',X'167D13A09A9EDA7F',X'51CFDFA47A846D1AA36A06A7FEC1AE74ED53A21C6450B18CE09C595F0A7C2F07');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,22,'timetables',1,NULL,'{"season":"","first_md":101,"last_md":1231,"valid_from":"2000-01-01","on_holidays":"closed"}',X'C671AA47CB7731B0',X'5D4A9184607C2CEAB62D9A73C8B3810DFA9F7A60FC61F66C0E5A1B096BBE4ED4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,23,'timetable_windows',1,NULL,'{"timetable_id":1,"weekday":1,"opens":540,"closes":1230,"extended":0}',X'FDF156A3D70C72E2',X'6C4E71EE9AE24FE4F5482CF96C634E555E6E631709771C6898120C9F5A7F4D46');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,24,'timetable_windows',2,NULL,'{"timetable_id":1,"weekday":2,"opens":540,"closes":1230,"extended":0}',X'1EF059BC5B1AE28D',X'F2D3464F3D35A5D52FD6AD97DE9B7A886436A51DF9F01A2FD6250D4B0E5593CF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,25,'timetable_windows',3,NULL,'{"timetable_id":1,"weekday":3,"opens":540,"closes":1230,"extended":0}',X'CEF1A1928FD78848',X'C7567FD68017F8431DF4BB1263C7EDEE1CD72280FD1191772C45044F17980BDF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,26,'timetable_windows',4,NULL,'{"timetable_id":1,"weekday":4,"opens":540,"closes":1230,"extended":0}',X'7E327A8D17E58AA1',X'5ABA455C5AD3421C09FB81A3633AB37D63766E695C32EFA8E21969E54A916DBB');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,27,'timetable_windows',5,NULL,'{"timetable_id":1,"weekday":5,"opens":540,"closes":1230,"extended":0}',X'92472D9B34C121AA',X'BD3B04D3B6EC16261AE3CDA0539DCE6328F250EC4EA53CB7D734C3237456CA42');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,28,'timetable_windows',6,NULL,'{"timetable_id":1,"weekday":6,"opens":540,"closes":1230,"extended":0}',X'E26965160D88291F',X'B05448B3D40F96706C3E4CC6AED7387D67639EEEE7EEA6E5A4DDEA019F426C01');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,29,'holiday_years',1,NULL,'{"year":2024,"document":"国办发明电〔2023〕7号","entered_at":"2026-11-20T00:00:00"}',X'D1C517C0102BB5F1',X'06F93E1B6C823A57B6DE823EA90E63D8C4EB15698FEBF573C2213948DF8DC6DD');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,30,'holiday_days',1,NULL,'{"holiday_year_id":1,"day":"2024-01-01","kind":"off","name":"元旦"}',X'B3609CB292E3B952',X'F25748549CE4A4C5CA83BB8A137FE084DB25B6D90092C8BEF76439FC79A612E4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,31,'holiday_days',2,NULL,'{"holiday_year_id":1,"day":"2024-02-04","kind":"workday","name":"春节"}',X'A6759A2F8DBB32EF',X'5BF8B153DED4D1E3D1010A15AF383DD61657C0FC813CFCCD88B78442EE66CD4B');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,32,'holiday_days',3,NULL,'{"holiday_year_id":1,"day":"2024-02-10","kind":"off","name":"春节"}',X'B0CC68791EF845B3',X'6976CD0576C21E72F4A42AE65E0DD663E833FC82C581D3BA8E11EEDBED768894');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,33,'holiday_days',4,NULL,'{"holiday_year_id":1,"day":"2024-02-11","kind":"off","name":"春节"}',X'BCFCEE70525DE3E6',X'177D96A3EE32379B2203323AF2DE0A2AD21F414B96BA5899D9FEC260F665B79C');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,34,'holiday_days',5,NULL,'{"holiday_year_id":1,"day":"2024-02-12","kind":"off","name":"春节"}',X'A163FCE015C764DE',X'AE07174F210C60DA94DECE517C78EAD3E2B63D795CF1C52F4F2FFF1497751F6D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,35,'holiday_days',6,NULL,'{"holiday_year_id":1,"day":"2024-02-13","kind":"off","name":"春节"}',X'8B788A6C3E39FF2B',X'3CA64423B3B5362A635CC3B880D84737021631432699C439E44F29E70D4372C7');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,36,'holiday_days',7,NULL,'{"holiday_year_id":1,"day":"2024-02-14","kind":"off","name":"春节"}',X'7306037990F788E9',X'D4429AA468420CB8D60528A2A6EE7D4E0ABAD57BCF8E6E3619F48E9DA6CDAAF4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,37,'holiday_days',8,NULL,'{"holiday_year_id":1,"day":"2024-02-15","kind":"off","name":"春节"}',X'AA4E8FD1DCBC9024',X'0E6C1419B5A42E5376EA187CA1B98D68210A371E4CC1F27425C823CDFDB3C5CE');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,38,'holiday_days',9,NULL,'{"holiday_year_id":1,"day":"2024-02-16","kind":"off","name":"春节"}',X'F612B5C9949FF304',X'EE1CD6211B8F68AE0780E76F63D46D4BB7300764D3BE22916E97E93110D05F51');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,39,'holiday_days',10,NULL,'{"holiday_year_id":1,"day":"2024-02-17","kind":"off","name":"春节"}',X'1732CB83A5DBB57F',X'0B4660937CD9EB66DB7469BF694585F5AA7B17BCBC0CE3445024A595F59709AF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,40,'holiday_days',11,NULL,'{"holiday_year_id":1,"day":"2024-02-18","kind":"workday","name":"春节"}',X'80E85183E5CD92FF',X'6ABC958F0FA671036F612E828C60F62140BFB75EB832F151460B5A24C3B23999');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,41,'holiday_days',12,NULL,'{"holiday_year_id":1,"day":"2024-04-04","kind":"off","name":"清明节"}',X'AB6B49D60561D491',X'3930DD4F0995D2A74395B8752E9DAC4567B95913C815904996E8DCE1302C07EB');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,42,'holiday_days',13,NULL,'{"holiday_year_id":1,"day":"2024-04-05","kind":"off","name":"清明节"}',X'D191E31ED429BEAD',X'BAD06085071982D44CC0B8953AC841627B23FF226894B481965AD3D684235243');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,43,'holiday_days',14,NULL,'{"holiday_year_id":1,"day":"2024-04-06","kind":"off","name":"清明节"}',X'F1FE4C99E020577D',X'FF2FC480672EB2B7D82FAEC97CF3AEC0BC325C753880B3F006B3D2253FB1C0E5');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,44,'holiday_days',15,NULL,'{"holiday_year_id":1,"day":"2024-04-07","kind":"workday","name":"清明节"}',X'75FA3D260B5BF01C',X'EDEAD1D5B93551D77158D4ADAD2BD4E1FD6BD21AE41623CD9E02E29C6910B2DA');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,45,'holiday_days',16,NULL,'{"holiday_year_id":1,"day":"2024-04-28","kind":"workday","name":"劳动节"}',X'44C6B5EA1BD12AA2',X'038CEEE73DF2E7871E9303D5A92B1BA40686B0CCAF7FCD9E30C29D1FBC0D587D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,46,'holiday_days',17,NULL,'{"holiday_year_id":1,"day":"2024-05-01","kind":"off","name":"劳动节"}',X'5CC7E48BD15A400F',X'7199DD7BDE5A2EE9928C0B54415392AE251CB39C8EE8D1B31084208513D26C1D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,47,'holiday_days',18,NULL,'{"holiday_year_id":1,"day":"2024-05-02","kind":"off","name":"劳动节"}',X'44A87A79385BBBEC',X'3FEF5FF94D93A7AEDBF545B68872FC8596898EEFE438DA1AA5F34EFDD7C01B43');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,48,'holiday_days',19,NULL,'{"holiday_year_id":1,"day":"2024-05-03","kind":"off","name":"劳动节"}',X'DD2E57E9AE4F8BBB',X'C1FFC31DBF5852FD36A8489EC5240A83C1F9F6CDB61E5A69BBB48B4B26BA8D56');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,49,'holiday_days',20,NULL,'{"holiday_year_id":1,"day":"2024-05-04","kind":"off","name":"劳动节"}',X'1BE26C93D66074F3',X'12D18BCDC9A91DAB4EB2439D2C9A001B16FF0AFDB408257CFFD9BBDECC82E84F');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,50,'holiday_days',21,NULL,'{"holiday_year_id":1,"day":"2024-05-05","kind":"off","name":"劳动节"}',X'311D1787A44EF13F',X'338AE2B9805FD2F2E22EFA9AB4BCACE69F712BA5418771D6AEB37900ACB97E79');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,51,'holiday_days',22,NULL,'{"holiday_year_id":1,"day":"2024-05-11","kind":"workday","name":"劳动节"}',X'EF32F51C01D11254',X'24EEFB8CD75F721085423DC70E71032E9D7DDA8506FA3A15894996C9FC596991');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,52,'holiday_days',23,NULL,'{"holiday_year_id":1,"day":"2024-06-10","kind":"off","name":"端午节"}',X'5D53BF26FA6A0230',X'1A6A753B23C507D1B7A26083440DD2707FF915074195A821626815CE7742C1B6');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,53,'holiday_days',24,NULL,'{"holiday_year_id":1,"day":"2024-09-14","kind":"workday","name":"中秋节"}',X'57DB28201750A7AB',X'3BC088F33F567C6D0C8E3BE52B123E46C4D0E375DF92DA28FC5D91E4FFC9C2AB');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,54,'holiday_days',25,NULL,'{"holiday_year_id":1,"day":"2024-09-15","kind":"off","name":"中秋节"}',X'8702B51DEA6653F7',X'8FA9B127E43AAE3BE262134C7F00DB952A78C290A59FEEB1A47EF200EBCBD294');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,55,'holiday_days',26,NULL,'{"holiday_year_id":1,"day":"2024-09-16","kind":"off","name":"中秋节"}',X'9C6129B92DAAF896',X'A9A74230216415F9B2482DCEC325259D3E852AABAFCACCE9477FB4872FAD495B');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,56,'holiday_days',27,NULL,'{"holiday_year_id":1,"day":"2024-09-17","kind":"off","name":"中秋节"}',X'C662CC926A33DB6F',X'C3856FF3D367B9BEA0B6B9466A4BF115790A4EF2C26BC8F585632A413AEE5093');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,57,'holiday_days',28,NULL,'{"holiday_year_id":1,"day":"2024-09-29","kind":"workday","name":"国庆节"}',X'3C727D3638F36BD3',X'628D2A3A11F07E1CB83E80FC626C0F681782AFE61BFD1E64BA3F85D2BCAF904C');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,58,'holiday_days',29,NULL,'{"holiday_year_id":1,"day":"2024-10-01","kind":"off","name":"国庆节"}',X'CE8C1296F7CEB162',X'3FE72B8FCA32DE588BCABEDC3DB19843E4BDDC4FE9974CAB05342AF350CB4845');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,59,'holiday_days',30,NULL,'{"holiday_year_id":1,"day":"2024-10-02","kind":"off","name":"国庆节"}',X'B9DD7B57760F60B2',X'C2177547FC239A2132AE6A9CB9F9A0151935DBAE6C70C38704150DC6C23FACB4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,60,'holiday_days',31,NULL,'{"holiday_year_id":1,"day":"2024-10-03","kind":"off","name":"国庆节"}',X'F5EBD3281A62BC9B',X'0DB015B75B6972DACFBCE7BB76BEBBF4E3429376626382BEC4DBA44EE84216DA');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,61,'holiday_days',32,NULL,'{"holiday_year_id":1,"day":"2024-10-04","kind":"off","name":"国庆节"}',X'D393FCB43699A1AF',X'8CB0EE47A12D475894F1319761DE0D3C327B33293093C3713E7799847F8580C8');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,62,'holiday_days',33,NULL,'{"holiday_year_id":1,"day":"2024-10-05","kind":"off","name":"国庆节"}',X'25779334ACCB8170',X'61135F86917BFB8C62BA8880DA84AFD068B3C5590B2B732EBD2B722ADF7E633A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,63,'holiday_days',34,NULL,'{"holiday_year_id":1,"day":"2024-10-06","kind":"off","name":"国庆节"}',X'F1E6BF535E6FAC1B',X'1575D8611E2A2B108099A185DF15F247C2A51CDDDF047B827A709D9C6B4876D3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,64,'holiday_days',35,NULL,'{"holiday_year_id":1,"day":"2024-10-07","kind":"off","name":"国庆节"}',X'B819C396DB99DC4D',X'75CFAF3AF79116F4BE75434CACED2E3B24213781A3A02AC9E523633FD9C661AD');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,65,'holiday_days',36,NULL,'{"holiday_year_id":1,"day":"2024-10-12","kind":"workday","name":"国庆节"}',X'03EF0CC128B3BC17',X'EC2AD2D11765CB0EA88E07E193DA149C21C5DA04B054CAD0253675AFCB902F93');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,66,'holiday_years',2,NULL,'{"year":2025,"document":"国办发明电〔2024〕12号","entered_at":"2026-11-20T00:00:00"}',X'A5BB12748AD04D26',X'D2EB26D7490E5B241A2D3294B1C4079A2FA275BDD348A5D60873FB5017BABF07');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,67,'holiday_days',37,NULL,'{"holiday_year_id":2,"day":"2025-01-01","kind":"off","name":"元旦"}',X'CBB2CAA9B3CF521E',X'6C2BC87E82D8DCF59BC292742719B4EC481CF79D7B1B92F0CC5A7B9D10C2403A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,68,'holiday_days',38,NULL,'{"holiday_year_id":2,"day":"2025-01-26","kind":"workday","name":"春节"}',X'B52FDE77AE4D59EE',X'12AB3FBB6FAF194034B2C6CC23C0AB0B661147829166936D5A3ACC6B4C389186');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,69,'holiday_days',39,NULL,'{"holiday_year_id":2,"day":"2025-01-28","kind":"off","name":"春节"}',X'7CA8F8BC39B08496',X'74477D8FE6CB0CD9B217649CC9CBE0BBE2C2B47B269708567B55B6B29F92FFCE');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,70,'holiday_days',40,NULL,'{"holiday_year_id":2,"day":"2025-01-29","kind":"off","name":"春节"}',X'DDDDB448066A91B1',X'6CA6F6BFA31AD9A0A868AAB4F7EB3839274D278F6429F98622235372C54FBA42');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,71,'holiday_days',41,NULL,'{"holiday_year_id":2,"day":"2025-01-30","kind":"off","name":"春节"}',X'613082FBB0928040',X'AE50929885B3093C8DDF59466BDA14B103292A9E084E0E6411D5A8DBAEE9DFD9');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,72,'holiday_days',42,NULL,'{"holiday_year_id":2,"day":"2025-01-31","kind":"off","name":"春节"}',X'597875F1105BECB6',X'67025EEDB7F36019991BA2BF776EA628A12DDD3B7D52EB7E28CBA1FA27E21340');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,73,'holiday_days',43,NULL,'{"holiday_year_id":2,"day":"2025-02-01","kind":"off","name":"春节"}',X'793641998A4D9CCE',X'087629C9DC551DE73CC7EFB72E6AF02DD36A7489A4E61E55F4A43C8424D34550');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,74,'holiday_days',44,NULL,'{"holiday_year_id":2,"day":"2025-02-02","kind":"off","name":"春节"}',X'6D3E9E1ABC305A24',X'ABDF3A73A932561E04ECF1AE4AB1462401A9CE2C28AA59631EE94F89582F5F7E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,75,'holiday_days',45,NULL,'{"holiday_year_id":2,"day":"2025-02-03","kind":"off","name":"春节"}',X'A814B864B3493784',X'95E75D0C77F0B59ED8E651F85E25C77A26AB303760522927138C372EF629BC86');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,76,'holiday_days',46,NULL,'{"holiday_year_id":2,"day":"2025-02-04","kind":"off","name":"春节"}',X'6456885D5B28E14B',X'4B8C1E96C5AA282E555E52D24101C3EA2BB38E06E03821854CB018515C86065A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,77,'holiday_days',47,NULL,'{"holiday_year_id":2,"day":"2025-02-08","kind":"workday","name":"春节"}',X'4BD840E9B6709B48',X'86B0620541EE0C21E548C213DB5BA6CB9212CD51355E1078949AC0FD6856AE7E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,78,'holiday_days',48,NULL,'{"holiday_year_id":2,"day":"2025-04-04","kind":"off","name":"清明节"}',X'F5B5FB5B7619E44E',X'D7E951597B5CDFBBF96DF29EDD9102798C9712631B4E82A58CF7C82204BBC232');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,79,'holiday_days',49,NULL,'{"holiday_year_id":2,"day":"2025-04-05","kind":"off","name":"清明节"}',X'178F96161ABCD145',X'3A78E56F52F69297E4CF20A51EE7E318965F737DC4F2C4CCA3525EEEC552504D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,80,'holiday_days',50,NULL,'{"holiday_year_id":2,"day":"2025-04-06","kind":"off","name":"清明节"}',X'9AB656787747B8AE',X'35A3982B290298261C0A5230CAB6D169CFBD4E125A4BBCA2E9FC848A9F896326');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,81,'holiday_days',51,NULL,'{"holiday_year_id":2,"day":"2025-04-27","kind":"workday","name":"劳动节"}',X'073D2EEA03778835',X'8A075DFD10AB35E6690056F49F7E6C27E8B71B306DB1E7942B84468F5E8922BF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,82,'holiday_days',52,NULL,'{"holiday_year_id":2,"day":"2025-05-01","kind":"off","name":"劳动节"}',X'3CE74F38D369E10B',X'0F46A98371EF35F784A48E47C5C022C4845FDC6BCF4BCD7F64A9AE0352591015');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,83,'holiday_days',53,NULL,'{"holiday_year_id":2,"day":"2025-05-02","kind":"off","name":"劳动节"}',X'2D23728C63E18CA7',X'8ECF4401BDA1C6AF5C07C2D390D609FEA5D1D244F63B33512B568509A94A769B');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,84,'holiday_days',54,NULL,'{"holiday_year_id":2,"day":"2025-05-03","kind":"off","name":"劳动节"}',X'5E13EEBC51BFB69A',X'CD2F2A4E26CB5AB7C57A5F592427DF1A91F5C009F968A8F13ABC3038434A3E0A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,85,'holiday_days',55,NULL,'{"holiday_year_id":2,"day":"2025-05-04","kind":"off","name":"劳动节"}',X'C039D300E3EE4E0A',X'1238B42B6227BD5102DB3B45FFDD634AB36C94D8EA13669376F6AF0A3520C2B8');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,86,'holiday_days',56,NULL,'{"holiday_year_id":2,"day":"2025-05-05","kind":"off","name":"劳动节"}',X'243AD66700368483',X'F7DD7858964515516B8A26EE7074A50688AA3AD28D3D3D9D5AFD5ACD518D45D0');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,87,'holiday_days',57,NULL,'{"holiday_year_id":2,"day":"2025-05-31","kind":"off","name":"端午节"}',X'33A66517FE97C665',X'32003AE0852A7DC901C7012170301B6ABDD7FC2B88239694761467EB28257235');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,88,'holiday_days',58,NULL,'{"holiday_year_id":2,"day":"2025-06-01","kind":"off","name":"端午节"}',X'D5C362FF3E2810CC',X'B226BA3217CE8C94EC21A58B1E79F3EE8D091B917626CC5308269C98F71164F2');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,89,'holiday_days',59,NULL,'{"holiday_year_id":2,"day":"2025-06-02","kind":"off","name":"端午节"}',X'B6F0B917434EA123',X'DB509F39FBE2EE347B49B69B193194479CCD0B3A59453C3BDED75A95CEE9D6D6');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,90,'holiday_days',60,NULL,'{"holiday_year_id":2,"day":"2025-09-28","kind":"workday","name":"国庆节"}',X'593520430D548D02',X'79CADF8B8F3F4632DA4229D2F5CB87109AE8F1E43D4B302A36E5347E8E4832F9');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,91,'holiday_days',61,NULL,'{"holiday_year_id":2,"day":"2025-10-01","kind":"off","name":"国庆节"}',X'E7890D6C3053655B',X'27C37B0647BA6C8A3440DC533477B3B3F583A9E05FE426F54A2C808C54F9186B');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,92,'holiday_days',62,NULL,'{"holiday_year_id":2,"day":"2025-10-02","kind":"off","name":"国庆节"}',X'7DF09DA985635358',X'86B85F3E3B35DAE15259F624F9963B55CCFA8129B5233ED332BA522694DFC0C8');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,93,'holiday_days',63,NULL,'{"holiday_year_id":2,"day":"2025-10-03","kind":"off","name":"国庆节"}',X'91B85EBFEB4F0A55',X'C4BA3414E4BED7472707589004193936BC2CCF9B3E4BFFCDAB4E207FB5299EA4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,94,'holiday_days',64,NULL,'{"holiday_year_id":2,"day":"2025-10-04","kind":"off","name":"国庆节"}',X'335869F2F0464FD9',X'3B3BC558C662A7CB2D8D3DF63A472AD210F86D32A880403BF90545A157F9F04A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,95,'holiday_days',65,NULL,'{"holiday_year_id":2,"day":"2025-10-05","kind":"off","name":"国庆节"}',X'D274CDFB34E6A6AC',X'21691A0E402C9E90721035B6F8F845B547DD794F034EAEB9C23844E21F1E393A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,96,'holiday_days',66,NULL,'{"holiday_year_id":2,"day":"2025-10-06","kind":"off","name":"中秋节"}',X'E6B9F1B9908F0B11',X'3CA1C646FC7B277AA5EAC46EFC62436B7EE07FEEA0696205E1663401EC39734E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,97,'holiday_days',67,NULL,'{"holiday_year_id":2,"day":"2025-10-07","kind":"off","name":"国庆节"}',X'06D4276C33A15507',X'FE9AA382D61813B886480BDD1C4D225F389EBFD9BCB215F70154DB9A097C846F');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,98,'holiday_days',68,NULL,'{"holiday_year_id":2,"day":"2025-10-08","kind":"off","name":"国庆节"}',X'31467F9F87FD3C32',X'82B940E09810B7B0BC467481740CD6AAE2F5BCC6B259D0E0B88837819A3C88F1');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,99,'holiday_days',69,NULL,'{"holiday_year_id":2,"day":"2025-10-11","kind":"workday","name":"国庆节"}',X'ADDB38AEA51EA0E1',X'4FCFC91E8DA85174EBD4AB9842E193D5A458F92AC9D65508ECD583F64ED0A8C6');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,100,'holiday_years',3,NULL,'{"year":2026,"document":"国务院办公厅 2025-11-04 通知","entered_at":"2026-11-20T00:00:00"}',X'34C573765276BFED',X'C8B8863A2A402D0C57740DC69D19B32142DEB125D3669DDA3D56A3CEF6EF1E8D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,101,'holiday_days',70,NULL,'{"holiday_year_id":3,"day":"2026-01-01","kind":"off","name":"元旦"}',X'48E85DFF514B5F5F',X'8BAD3107786016AFD512C3CFF347AA4114E76F30610F7A175DB54CF3C536B721');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,102,'holiday_days',71,NULL,'{"holiday_year_id":3,"day":"2026-01-02","kind":"off","name":"元旦"}',X'F7427CD6190E41FB',X'8DC11648537DF9F4205F3C9F4EE7B48C5CA8423284C6C7D3F6C8FA20A88E5238');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,103,'holiday_days',72,NULL,'{"holiday_year_id":3,"day":"2026-01-03","kind":"off","name":"元旦"}',X'192E37B3ABDBF9B9',X'8E3F26D44C630C1AC129147BBA4CB41B8AC3A13C8DA6D357D7CC3632D6A1BB43');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,104,'holiday_days',73,NULL,'{"holiday_year_id":3,"day":"2026-01-04","kind":"workday","name":"元旦"}',X'FD6860207DB3E131',X'BC6347AD359358ABED3EFE33BD54232EE032BD241A62D238172273E9A2C60AE3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,105,'holiday_days',74,NULL,'{"holiday_year_id":3,"day":"2026-02-14","kind":"workday","name":"春节"}',X'4AAAE2CE5EB8AEAF',X'E1ACCC3601196ACF1D33EB9EE139E2235D1048E057D72ADF476B625FFD5B98D9');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,106,'holiday_days',75,NULL,'{"holiday_year_id":3,"day":"2026-02-15","kind":"off","name":"春节"}',X'9D30D9C0470C8862',X'C46BC8B6C12E4209A84EF396BFE4481F5A7A14D232BFDF5B729A50609AB814FF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,107,'holiday_days',76,NULL,'{"holiday_year_id":3,"day":"2026-02-16","kind":"off","name":"春节"}',X'51647F65F2E713FB',X'C979D9D1138998FB0F2286D52729A83E96253CCA16812ED552AC8A4F97626388');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,108,'holiday_days',77,NULL,'{"holiday_year_id":3,"day":"2026-02-17","kind":"off","name":"春节"}',X'4934796AFB250DB3',X'0C6ECE8785499449C32DF98569B9DBA320F968A186521AA2889055F33AFFDDD7');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,109,'holiday_days',78,NULL,'{"holiday_year_id":3,"day":"2026-02-18","kind":"off","name":"春节"}',X'253EE1E2C2368A2A',X'782FA5B091A272A066F7A930FA98D78413331FD03831225927501AFA3D803067');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,110,'holiday_days',79,NULL,'{"holiday_year_id":3,"day":"2026-02-19","kind":"off","name":"春节"}',X'C5DB15C76C35DECE',X'776D610FD1AFB6004E47DFFD58C934FD5DA3C7BFB02E5366D02DA3211EF38587');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,111,'holiday_days',80,NULL,'{"holiday_year_id":3,"day":"2026-02-20","kind":"off","name":"春节"}',X'0C8CCBCE3640EFAB',X'571C3E9584307A5787399957E6117C2B33D6C0DFC8ACBDEE8ED6805DEF765C1E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,112,'holiday_days',81,NULL,'{"holiday_year_id":3,"day":"2026-02-21","kind":"off","name":"春节"}',X'C936374EB267504D',X'DBDBE0D04608F3918D66DB5F1B344D324C5D42DDA0331897358C0662B64D9F68');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,113,'holiday_days',82,NULL,'{"holiday_year_id":3,"day":"2026-02-22","kind":"off","name":"春节"}',X'9B5482DB77A78D11',X'65694A5F4A9B6F98D61A7DF9DE4E18D1CA71B53056B0BEA8CA62D884454DB078');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,114,'holiday_days',83,NULL,'{"holiday_year_id":3,"day":"2026-02-23","kind":"off","name":"春节"}',X'C411D4D10A2E3137',X'26072EDA7E97A33CE489BFA692BDC18BB97090D8DF01553B052F553EF8F3DBAA');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,115,'holiday_days',84,NULL,'{"holiday_year_id":3,"day":"2026-02-28","kind":"workday","name":"春节"}',X'BC92877D31E96E64',X'30FCAF0420C5C25169C8AC1DB5C24E726BB0BAD73A3787C2BD3BD49C41CE4DC9');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,116,'holiday_days',85,NULL,'{"holiday_year_id":3,"day":"2026-04-04","kind":"off","name":"清明节"}',X'35186EB5831A3F9D',X'030FCA4C28461BD22A9268F393CAABD03E0493498BD4009C4EEE8A3B8ABE24E3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,117,'holiday_days',86,NULL,'{"holiday_year_id":3,"day":"2026-04-05","kind":"off","name":"清明节"}',X'45414292A1F3BA0C',X'8837FD7A78467E1975BC601B6C13A810CAAF51E53DF92A2158CF170D5B66E9FF');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,118,'holiday_days',87,NULL,'{"holiday_year_id":3,"day":"2026-04-06","kind":"off","name":"清明节"}',X'6674DB20DE5BF96D',X'79363D2EFC9E987D94F80869D13BCA5856DE803FD3E257A46C8DB3F72559C042');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,119,'holiday_days',88,NULL,'{"holiday_year_id":3,"day":"2026-05-01","kind":"off","name":"劳动节"}',X'9F43EBEC1CFCB204',X'6FA67DB4FCC5D427179169496F47935CE96E742A3BB16E5305D059611EA91993');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,120,'holiday_days',89,NULL,'{"holiday_year_id":3,"day":"2026-05-02","kind":"off","name":"劳动节"}',X'C736CAAC18D7D8AE',X'FCDEBB16CBBF301C37F93228A4EEC9A41BB94768F033009659DDB02F77A9671D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,121,'holiday_days',90,NULL,'{"holiday_year_id":3,"day":"2026-05-03","kind":"off","name":"劳动节"}',X'8F55C4742F7AC48F',X'E0A594DD6E30B46FA7285DC8EFD5738E8F449C2431D5AA8CFEECB5A5B4E3872A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,122,'holiday_days',91,NULL,'{"holiday_year_id":3,"day":"2026-05-04","kind":"off","name":"劳动节"}',X'D2FB61DED2B3D9D8',X'DCC37E57D6E137C549A8F76E477974E5E96A6D178A99642CB18DA25330F0C402');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,123,'holiday_days',92,NULL,'{"holiday_year_id":3,"day":"2026-05-05","kind":"off","name":"劳动节"}',X'06D52D72782D3950',X'4B8B99F551DC0D32EF2DE349D94F6F371F9B006AA852981FF437A48E261C60D3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,124,'holiday_days',93,NULL,'{"holiday_year_id":3,"day":"2026-05-09","kind":"workday","name":"劳动节"}',X'8942BE127640A1FA',X'228465C8CF1130EB62903C64DF5A8A045C15E39D1781758A387D60CD2D2A59B4');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,125,'holiday_days',94,NULL,'{"holiday_year_id":3,"day":"2026-06-19","kind":"off","name":"端午节"}',X'01D00C0E645BA3B7',X'4C5BC6248AF821825A2C524AD05E5CFCF7993DF063DBE4BE94CB8E146EF833F9');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,126,'holiday_days',95,NULL,'{"holiday_year_id":3,"day":"2026-06-20","kind":"off","name":"端午节"}',X'9A1A9F8B7C83F022',X'83FA2B681DFAF0ADCF9D4F362915B6B25A1B913D0ECA37C925F8AA5E2C9ABADC');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,127,'holiday_days',96,NULL,'{"holiday_year_id":3,"day":"2026-06-21","kind":"off","name":"端午节"}',X'0520B35BF079A478',X'1BFAD5B0A952C90EAD996F5494E6B4BECA42082988D1DF12EE1668A1FC58E8E1');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,128,'holiday_days',97,NULL,'{"holiday_year_id":3,"day":"2026-09-20","kind":"workday","name":"中秋节"}',X'2F624538BE8FBA4E',X'48883A92B99A4FDF509A6A9516E1606DE3616126D7F2FFDB7FCBCC5AACCE1D10');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,129,'holiday_days',98,NULL,'{"holiday_year_id":3,"day":"2026-09-25","kind":"off","name":"中秋节"}',X'3A280DD9D0B8C462',X'1BE7E7CEE3F931075BE0B586CBB54021ED8ABDCE97A13C4FB639559A0EE66A57');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,130,'holiday_days',99,NULL,'{"holiday_year_id":3,"day":"2026-09-26","kind":"off","name":"中秋节"}',X'976C6EDF8D9A9F1E',X'B0282530D1F8B260552BCE1352A55F328322A682F8CC2DE1A11372462536919D');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,131,'holiday_days',100,NULL,'{"holiday_year_id":3,"day":"2026-09-27","kind":"off","name":"中秋节"}',X'DEC1FD0CF08028EF',X'A68B47724AEE199CB915C137398355F255AA59901B04B902FF32FFD84A1D08A6');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,132,'holiday_days',101,NULL,'{"holiday_year_id":3,"day":"2026-10-01","kind":"off","name":"国庆节"}',X'D03461CE59E51682',X'AE3C785B3E3B005BBF2F5C28C9231FF8041D589C302DEAC0B6F8FBDC8E7392F7');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,133,'holiday_days',102,NULL,'{"holiday_year_id":3,"day":"2026-10-02","kind":"off","name":"国庆节"}',X'B145AE4252E9753B',X'DD8A56D6D92959B3C5A4E8B108F51BFC3EDCA25930AAB54C96ED62986EA79696');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,134,'holiday_days',103,NULL,'{"holiday_year_id":3,"day":"2026-10-03","kind":"off","name":"国庆节"}',X'B7647CA986CED06E',X'DD7A1A413300B4866382DF3F2771C9020BC71F957F6B2B1F2120251A3D0FA1FE');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,135,'holiday_days',104,NULL,'{"holiday_year_id":3,"day":"2026-10-04","kind":"off","name":"国庆节"}',X'5F28A721550532C6',X'314D6F82F50F8F85C1A67E7FB34E6454926F3B289EBB7A8274ABB50A026DD0E6');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,136,'holiday_days',105,NULL,'{"holiday_year_id":3,"day":"2026-10-05","kind":"off","name":"国庆节"}',X'53604523432F5CC6',X'7B625B1E25EB5A1C21E9D42AE5EC85998A0C2C9EDAEA5F27FC9AB71998F816A3');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,137,'holiday_days',106,NULL,'{"holiday_year_id":3,"day":"2026-10-06","kind":"off","name":"国庆节"}',X'2245E29230E8F4C3',X'75B514685A8452E8E6D18DDC3A103D0F1E9A7F54ADDAF62E6E20698B92757C11');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,138,'holiday_days',107,NULL,'{"holiday_year_id":3,"day":"2026-10-07","kind":"off","name":"国庆节"}',X'641438F99376A4B9',X'3772D033BB0B3259E91848D4B51DABEBD6F577B695C2D2791CD5570F21DC916F');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (1,139,'holiday_days',108,NULL,'{"holiday_year_id":3,"day":"2026-10-10","kind":"workday","name":"国庆节"}',X'4BA3BB862FC63F5D',X'0F379E35F3353016D7DA41D9543A402CED9588075A5991E2C108A66F7BB73865');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,0,'users',2,NULL,'{"name":"李馆员","role":"librarian"}',X'CA2FBD728559566E',X'0BF854DA677BB1D070847382030070838E0FDF978314D3195C8D48A62D65F0EB');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,1,'members',1,NULL,'{"name":"张三","unit_id":1,"category_id":1,"member_type":"standard","phone":"13800000001","joined_on":"2026-01-01","note":""}',X'9F570B4808F5DAD3',X'E349ABED03097C7B4F4EE6D00ECDC8F2038F32B96ACF68D872FB71D3CFAAB38F');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,2,'members',2,NULL,'{"name":"李四","unit_id":1,"category_id":1,"member_type":"standard","phone":"13800000002","joined_on":"2026-01-01","note":""}',X'1F2118A683039F0A',X'B76994E96318E9F0028FE38B486F77D71CFAC7374FCD7D1DC3F5998A471ADEF8');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,3,'members',3,NULL,'{"name":"张国胜","unit_id":1,"category_id":1,"member_type":"standard","phone":"13800000003","joined_on":"2026-01-01","note":""}',X'182DDAB10413AC4E',X'6A3FA795AAC6036447FB8FF85A0859B6BD092BCC1011B6EED1B398FF76BCACDB');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,4,'cards',1,NULL,'{"member_id":1,"number":"1001","kind":"union","state":"active","issued_at":"2026-11-20T09:00:00","reason":""}',X'E2E6ABEB88919691',X'2ADC2C54F61B19ABB379DD4B88F3FF1DCCB24C84BCBEB01D2CF7DD67C4A88E2B');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,5,'cards',2,NULL,'{"member_id":2,"number":"1002","kind":"union","state":"active","issued_at":"2026-11-20T09:00:00","reason":""}',X'99E31474D2CE189D',X'7FC610CAEDE3BCB2CC02D9A963AFD4575ED2A7721BED7657C4E97BAB851F90F1');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,6,'cards',3,NULL,'{"member_id":3,"number":"1003","kind":"union","state":"active","issued_at":"2026-11-20T09:00:00","reason":""}',X'023C1B002259EC2C',X'0A762A275B31161CFBD381BDD5F5141840A83C9C4BA28D0C8D8A12EBE1A0998E');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,7,'titles',1,NULL,'{"isbn":"","title":"平凡的世界","subtitle":"","part":"","authors":"","edition":"","publisher":"","place":"","year":"","pages":"","size":"","gift":0,"class_number":"","call_number":"","series":"","abstract":"","subjects":"","pinyin":"","source":"","control_number":"","created_at":"2026-11-20T09:00:00"}',X'DAA0ECD648BE1230',X'324B940D146B4F9567082EDF1DA50233B1818A76E9E8FCDC53CFB815D23D4D23');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,8,'titles',2,NULL,'{"isbn":"","title":"活着","subtitle":"","part":"","authors":"","edition":"","publisher":"","place":"","year":"","pages":"","size":"","gift":0,"class_number":"","call_number":"","series":"","abstract":"","subjects":"","pinyin":"","source":"","control_number":"","created_at":"2026-11-20T09:00:00"}',X'B6263D39EFB58607',X'03DC17137969D885E49EA52B9C789BC6DF73C9E187EC5AC3EFA021BD37E71CF5');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,9,'copies',1,NULL,'{"title_id":2,"barcode":"B001","accession":"","location":"","item_type":"book","source":"","state":"in_stock","acquired_on":"2026-11-20","note":""}',X'32BD272669E6F273',X'3552128D7E6F397BDFD0D02C5B2E7FE58124C7AFD6F5F9F42881CECFFF41748A');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,10,'copies',2,NULL,'{"title_id":1,"barcode":"B002","accession":"","location":"","item_type":"book","source":"","state":"in_stock","acquired_on":"2026-11-20","note":""}',X'A034F4F5386DA358',X'DF8BDCABA176A4F59AB276E8AB3495A770D3F0DCEA7C5ABA5ED0D04152585496');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,11,'copies',3,NULL,'{"title_id":2,"barcode":"B003","accession":"","location":"","item_type":"book","source":"","state":"in_stock","acquired_on":"2026-11-20","note":""}',X'E25EF97740254232',X'512DAC9077EAE960C20A263D76AFFBCF61C0F156E16B8128A20BDD6A12967EC0');
INSERT INTO changes (action_id, n, table_name, row_id, before, after, salt, digest) VALUES (2,12,'copies',4,NULL,'{"title_id":1,"barcode":"B004","accession":"","location":"","item_type":"book","source":"","state":"in_stock","acquired_on":"2026-11-20","note":""}',X'E12727A3E7FC2930',X'67B0CA2FDB217674473A4AAC94C6CF5C6116C1FF1FEAD7578AE92F9BF7F8AD5D');
INSERT INTO cards (member_id, number, kind, state, issued_at, expires_on, ended_at, reason, id) VALUES (1,'1001','union','active','2026-11-20T09:00:00',NULL,NULL,'',1);
INSERT INTO cards (member_id, number, kind, state, issued_at, expires_on, ended_at, reason, id) VALUES (2,'1002','union','active','2026-11-20T09:00:00',NULL,NULL,'',2);
INSERT INTO cards (member_id, number, kind, state, issued_at, expires_on, ended_at, reason, id) VALUES (3,'1003','union','active','2026-11-20T09:00:00',NULL,NULL,'',3);
INSERT INTO alembic_version (version_num) VALUES ('0001');
CREATE UNIQUE INDEX uq_holiday_years_year ON holiday_years (year) WHERE retired_at IS NULL;
CREATE INDEX ix_settings_key ON settings ("key", valid_from);
CREATE UNIQUE INDEX uq_users_name ON users (name) WHERE retired_at IS NULL;
CREATE INDEX ix_titles_retired ON titles (retired_at) WHERE retired_at IS NOT NULL;
CREATE INDEX ix_titles_isbn ON titles (isbn);
CREATE INDEX ix_titles_control ON titles (source, control_number);
CREATE INDEX ix_titles_title ON titles (title);
CREATE INDEX ix_calendar_exceptions_last_day ON calendar_exceptions (last_day);
CREATE UNIQUE INDEX uq_holiday_days_day ON holiday_days (holiday_year_id, day);
CREATE INDEX ix_actions_undoes ON actions (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX ix_members_phone ON members (phone);
CREATE INDEX ix_members_phone_tail ON members (substr(phone, -4));
CREATE INDEX ix_members_unit ON members (unit_id);
CREATE INDEX ix_members_name ON members (name);
CREATE INDEX ix_copies_title ON copies (title_id);
CREATE INDEX ix_copies_accession ON copies (accession);
CREATE UNIQUE INDEX uq_timetable_windows_start ON timetable_windows (timetable_id, weekday, opens);
CREATE UNIQUE INDEX uq_exception_windows_start ON exception_windows (exception_id, opens);
CREATE INDEX ix_changes_row ON changes (table_name, row_id);
CREATE INDEX ix_cards_number ON cards (number);
CREATE INDEX ix_cards_member ON cards (member_id);
CREATE UNIQUE INDEX uq_cards_active_number ON cards (number) WHERE state = 'active';
CREATE INDEX ix_cards_tail ON cards (substr(number, -4));
CREATE INDEX ix_events_day ON events (day, kind);
CREATE INDEX ix_events_source ON events (source, source_id);
CREATE INDEX ix_events_member ON events (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX ix_events_unit ON events (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX ix_events_action ON events (action_id);
CREATE UNIQUE INDEX uq_holds_ready_copy ON holds (copy_id) WHERE state = 'ready';
CREATE UNIQUE INDEX uq_holds_member_title ON holds (member_id, title_id) WHERE state IN ('waiting', 'ready');
CREATE INDEX ix_holds_title ON holds (title_id) WHERE state IN ('waiting', 'ready');
CREATE INDEX ix_loans_member ON loans (member_id, returned_at);
CREATE UNIQUE INDEX uq_loans_open_copy ON loans (copy_id) WHERE returned_at IS NULL;
CREATE INDEX ix_loans_due ON loans (due_at) WHERE returned_at IS NULL;
CREATE INDEX ix_loans_copy ON loans (copy_id);
CREATE INDEX ix_loans_card ON loans (card_id) WHERE card_id IS NOT NULL;
COMMIT;
