-- The tables of version 0002 that version 0001 had not, or had otherwise. What was released is never changed here.

CREATE TABLE spaces (
	zone_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_spaces_name CHECK (length(name) > 0), 
	CONSTRAINT fk_spaces_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT ck_spaces_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_spaces_name ON spaces (name) WHERE retired_at IS NULL;

CREATE TABLE rooms (
	zone_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	capacity INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_rooms_name CHECK (length(name) > 0), 
	CONSTRAINT ck_rooms_capacity CHECK (capacity > 0), 
	CONSTRAINT fk_rooms_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT ck_rooms_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_rooms_name ON rooms (name) WHERE retired_at IS NULL;

CREATE TABLE room_spaces (
	room_id INTEGER NOT NULL, 
	space_id INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT fk_room_spaces_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_room_spaces_space_id FOREIGN KEY(space_id) REFERENCES spaces (id)
);

CREATE INDEX ix_room_spaces_space ON room_spaces (space_id);

CREATE UNIQUE INDEX uq_room_spaces_room ON room_spaces (room_id, space_id);

CREATE TABLE layouts (
	room_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	capacity INTEGER NOT NULL, 
	setup_minutes INTEGER NOT NULL, 
	teardown_minutes INTEGER NOT NULL, 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_layouts_name CHECK (length(name) > 0), 
	CONSTRAINT ck_layouts_capacity CHECK (capacity > 0), 
	CONSTRAINT ck_layouts_minutes CHECK (setup_minutes >= 0 AND teardown_minutes >= 0), 
	CONSTRAINT fk_layouts_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT ck_layouts_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_layouts_name ON layouts (room_id, name) WHERE retired_at IS NULL;

CREATE TABLE bookings (
	code VARCHAR NOT NULL, 
	room_id INTEGER NOT NULL, 
	layout_id INTEGER, 
	starts_at VARCHAR(19) NOT NULL, 
	ends_at VARCHAR(19) NOT NULL, 
	setup_minutes INTEGER NOT NULL, 
	teardown_minutes INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	unit_id INTEGER, 
	member_id INTEGER, 
	caller VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	expected INTEGER NOT NULL, 
	attended INTEGER, 
	reason VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	made_at VARCHAR(19) NOT NULL, 
	arrived_at VARCHAR(19), 
	ended_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_bookings_state CHECK (state IN ('tentative', 'awaiting', 'booked', 'arrived', 'ended', 'no_show', 'cancelled')), 
	CONSTRAINT ck_bookings_span CHECK (ends_at > starts_at), 
	CONSTRAINT ck_bookings_minutes CHECK (setup_minutes >= 0 AND teardown_minutes >= 0), 
	CONSTRAINT ck_bookings_holder CHECK (unit_id IS NOT NULL OR member_id IS NOT NULL OR length(caller) > 0), 
	CONSTRAINT ck_bookings_expected CHECK (expected > 0), 
	CONSTRAINT ck_bookings_attended CHECK (attended >= 0), 
	CONSTRAINT ck_bookings_code CHECK (length(code) = 8), 
	CONSTRAINT ck_bookings_reason CHECK (state NOT IN ('cancelled', 'no_show') OR length(reason) > 0), 
	CONSTRAINT uq_bookings_code UNIQUE (code), 
	CONSTRAINT fk_bookings_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_bookings_layout_id FOREIGN KEY(layout_id) REFERENCES layouts (id), 
	CONSTRAINT ck_bookings_starts_at_time CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_bookings_ends_at_time CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_bookings_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT fk_bookings_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_bookings_made_at_time CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_bookings_arrived_at_time CHECK (arrived_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_bookings_ended_at_time CHECK (ended_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE INDEX ix_bookings_caller ON bookings (caller, starts_at) WHERE caller <> '';

CREATE INDEX ix_bookings_member ON bookings (member_id, starts_at) WHERE member_id IS NOT NULL;

CREATE INDEX ix_bookings_phone_tail ON bookings (substr(phone, -4)) WHERE phone <> '';

CREATE INDEX ix_bookings_room ON bookings (room_id, starts_at);

CREATE INDEX ix_bookings_start ON bookings (starts_at);

CREATE INDEX ix_bookings_unfinished ON bookings (ends_at) WHERE state IN ('tentative', 'awaiting', 'booked', 'arrived');

CREATE INDEX ix_bookings_unit ON bookings (unit_id, starts_at) WHERE unit_id IS NOT NULL;

CREATE TABLE occupancy (
	booking_id INTEGER NOT NULL, 
	space_id INTEGER NOT NULL, 
	starts_at VARCHAR(19) NOT NULL, 
	ends_at VARCHAR(19) NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_occupancy_span CHECK (ends_at > starts_at), 
	CONSTRAINT fk_occupancy_booking_id FOREIGN KEY(booking_id) REFERENCES bookings (id), 
	CONSTRAINT fk_occupancy_space_id FOREIGN KEY(space_id) REFERENCES spaces (id), 
	CONSTRAINT ck_occupancy_starts_at_time CHECK (starts_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_occupancy_ends_at_time CHECK (ends_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE INDEX ix_occupancy_booking ON occupancy (booking_id);

CREATE INDEX ix_occupancy_space ON occupancy (space_id, starts_at);

CREATE TABLE doors (
	name VARCHAR NOT NULL, 
	counted_by VARCHAR NOT NULL, 
	both_ways BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	since VARCHAR(10), 
	retired_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_doors_name CHECK (length(name) > 0), 
	CONSTRAINT ck_doors_counted_by CHECK (counted_by IN ('hand', 'gate')), 
	CONSTRAINT ck_doors_since_time CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_doors_retired_at_time CHECK (retired_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_doors_name ON doors (name) WHERE retired_at IS NULL;

CREATE TABLE door_days (
	door_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	state VARCHAR NOT NULL, 
	cleared_at VARCHAR(19), 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_door_days_state CHECK (state IN ('closed', 'not_counted')), 
	CONSTRAINT fk_door_days_door_id FOREIGN KEY(door_id) REFERENCES doors (id), 
	CONSTRAINT ck_door_days_day_time CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_door_days_cleared_at_time CHECK (cleared_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_door_days_day ON door_days (door_id, day) WHERE cleared_at IS NULL;

CREATE TABLE sign_ins (
	day VARCHAR(10) NOT NULL, 
	at VARCHAR(19) NOT NULL, 
	zone_id INTEGER NOT NULL, 
	booking_id INTEGER, 
	member_id INTEGER, 
	unit_id INTEGER, 
	group_name VARCHAR NOT NULL, 
	headcount INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_sign_ins_headcount CHECK (headcount > 0), 
	CONSTRAINT ck_sign_ins_day_is_of_at CHECK (day = substr(at, 1, 10)), 
	CONSTRAINT ck_sign_ins_one_party CHECK ((member_id IS NOT NULL) + (unit_id IS NOT NULL) + (length(group_name) > 0) = 1), 
	CONSTRAINT ck_sign_ins_a_member_is_one CHECK (member_id IS NULL OR headcount = 1), 
	CONSTRAINT ck_sign_ins_day_time CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_sign_ins_at_time CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_sign_ins_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT fk_sign_ins_booking_id FOREIGN KEY(booking_id) REFERENCES bookings (id), 
	CONSTRAINT fk_sign_ins_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_sign_ins_unit_id FOREIGN KEY(unit_id) REFERENCES units (id)
);

CREATE INDEX ix_sign_ins_day ON sign_ins (day);

CREATE UNIQUE INDEX uq_sign_ins_member_booking ON sign_ins (member_id, booking_id) WHERE member_id IS NOT NULL AND booking_id IS NOT NULL;

CREATE UNIQUE INDEX uq_sign_ins_member_zone ON sign_ins (member_id, zone_id, day) WHERE member_id IS NOT NULL AND booking_id IS NULL;

CREATE TABLE events (
	action_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	at VARCHAR(19) NOT NULL, 
	kind VARCHAR NOT NULL, 
	zone_id INTEGER, 
	member_id INTEGER, 
	unit_id INTEGER, 
	category_id INTEGER, 
	space_id INTEGER, 
	group_name VARCHAR, 
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
	CONSTRAINT ck_events_kind CHECK (kind IN ('loan', 'renewal', 'return', 'in_house', 'lost', 'new_member', 'visit', 'attendance', 'session', 'space_use', 'extended_use')), 
	CONSTRAINT ck_events_day_is_of_at CHECK (day = substr(at, 1, 10)), 
	CONSTRAINT ck_events_minutes CHECK (minutes >= 0), 
	CONSTRAINT fk_events_action_id FOREIGN KEY(action_id) REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT ck_events_day_time CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'), 
	CONSTRAINT ck_events_at_time CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT fk_events_zone_id FOREIGN KEY(zone_id) REFERENCES zones (id), 
	CONSTRAINT fk_events_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_events_unit_id FOREIGN KEY(unit_id) REFERENCES units (id), 
	CONSTRAINT fk_events_category_id FOREIGN KEY(category_id) REFERENCES categories (id), 
	CONSTRAINT fk_events_space_id FOREIGN KEY(space_id) REFERENCES spaces (id), 
	CONSTRAINT ck_events_about_time CHECK (about GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')
);

CREATE INDEX ix_events_about ON events (about, day) WHERE about IS NOT NULL;

CREATE INDEX ix_events_action ON events (action_id);

CREATE INDEX ix_events_day ON events (day, kind);

CREATE INDEX ix_events_member ON events (member_id) WHERE member_id IS NOT NULL;

CREATE INDEX ix_events_source ON events (source, source_id);

CREATE INDEX ix_events_space ON events (space_id, day) WHERE space_id IS NOT NULL;

CREATE INDEX ix_events_unit ON events (unit_id) WHERE unit_id IS NOT NULL;

CREATE INDEX ix_events_visits ON events (day, source_id, at, source, quantity) WHERE kind = 'visit' AND about IS NULL;

CREATE TABLE closed_months (
	month VARCHAR NOT NULL, 
	closed_at VARCHAR(19) NOT NULL, 
	figures VARCHAR DEFAULT '' NOT NULL, 
	figures_sha256 VARCHAR DEFAULT '' NOT NULL, 
	paper_sha256 VARCHAR DEFAULT '' NOT NULL, 
	reopened_at VARCHAR(19), 
	reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT ck_closed_months_month CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'), 
	CONSTRAINT ck_closed_months_reopened_with_reason CHECK ((reopened_at IS NULL) = (reason = '')), 
	CONSTRAINT ck_closed_months_closed_at_time CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'), 
	CONSTRAINT ck_closed_months_reopened_at_time CHECK (reopened_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]')
);

CREATE UNIQUE INDEX uq_closed_months_month ON closed_months (month) WHERE reopened_at IS NULL;

CREATE TABLE month_papers (
	closed_month_id INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	CONSTRAINT uq_month_papers_closed_month_id UNIQUE (closed_month_id), 
	CONSTRAINT fk_month_papers_closed_month_id FOREIGN KEY(closed_month_id) REFERENCES closed_months (id)
);

DROP INDEX ix_members_unit;

CREATE INDEX ix_members_unit ON members (unit_id, retired_at);
