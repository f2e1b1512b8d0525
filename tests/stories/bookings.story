# Booking a room while the caller waits. Today is Friday 20 November 2026, 9:00; open every day but Monday, 9 to 21.
# 大厅 = 东 + 西; its layouts: 课桌 80 people (30 before, 15 after), 剧场 150 (60 before, 30 after). 东厅 60, 课桌 40.
palace
unit 机械厂工会 13900002222
member 张国胜 phone=13700003333
as clerk

story: a caller books a room
book 舞蹈室 14:00-16:00 王先生 phone=13800001111 n=20 purpose=合唱排练   => Booked room=舞蹈室 holder=王先生 state=booked ~ 14:00–16:00
booking is 王先生 state=booked expected=20 phone=13800001111 purpose=合唱排练 starts_at=11-20/14:00
taken 舞蹈室 14:00-16:00
rooms today 王先生

story: a unit books with the name of who calls
book 会议室 10:00-12:00 机械厂工会 caller=刘干事 n=12   => Booked holder=机械厂工会
booking is 机械厂工会 caller=刘干事 phone=13900002222

story: a member books; the phone that is the member's own is not kept twice
book 会议室 10:00-12:00 张国胜 n=4 phone="137 0000 3333"   => Booked holder=张国胜
booking is 张国胜 phone=13700003333

story: a booking may begin as an intention
book 会议室 10:00-12:00 王先生 n=4 state=tentative   => Booked state=tentative ~ tentative
set 王先生 awaiting   => BookingStateSet state=awaiting
set 王先生 booked   => BookingStateSet state=booked
set 王先生 tentative   => BookingStateSet state=tentative
set 王先生 tentative   !! IllegalMove state=tentative wanted=tentative
set 王先生 arrived   !! UnknownState state=arrived

story: a booking is made in one of three states only
book 会议室 10:00-12:00 王先生 n=4 state=ended   !! UnknownState state=ended

story: a taken room is refused with whom to call, and what instead
book 舞蹈室 14:00-16:00 王先生 phone=13800001111 n=20 purpose=合唱排练
book 舞蹈室 15:00-17:00 李女士 n=10   !! RoomTaken holder=王先生 phone=13800001111 purpose=合唱排练 room=舞蹈室 from=2026-11-20T14:00 to=2026-11-20T16:00 ~ At that time: 会议室
rooms today 王先生

story: a room of a unit or a member is refused with their own phone
book 舞蹈室 10:00-11:00 机械厂工会 n=10
book 舞蹈室 11:00-12:00 张国胜 n=10
book 舞蹈室 10:30-11:30 王先生 n=10   !! RoomTaken holder=机械厂工会 phone=13900002222 !! RoomTaken holder=张国胜 phone=13700003333

story: the ways out lie on both sides, in other rooms and on the next open days
book 舞蹈室 14:00-16:00 王先生 n=20
offers 舞蹈室 15:00-16:00 n=10 : 会议室 15:00 ; 东厅 15:00 ; 西厅 15:00 ; 舞蹈室 16:00 ; 舞蹈室 13:00 ; 舞蹈室 11-21/15:00
offers 舞蹈室 15:00-16:00 n=25 : 东厅 15:00 ; 西厅 15:00 ; 大厅 15:00 ; 舞蹈室 16:00 ; 舞蹈室 13:00 ; 舞蹈室 11-21/15:00

story: a free room needs no way out
offers 舞蹈室 15:00-16:00 n=10 : nothing

story: nothing before now is offered, and never on a closed day
today 2026-11-22 15:02
book 舞蹈室 16:00-19:00 王先生 n=20
book 会议室 15:10-21:00 李女士 n=10
offers 舞蹈室 16:30-17:30 n=80 : 大厅 16:30
offers 舞蹈室 16:30-17:30 n=28 : 东厅 16:30 ; 西厅 16:30 ; 大厅 16:30 ; 舞蹈室 19:00 ; 舞蹈室 11-24/16:30 ; 舞蹈室 11-25/16:30

story: joined rooms are offered where many come
book 大厅 14:00-16:00 王先生 n=100
offers 东厅 16:30-17:30 n=100 : 大厅 16:30

story: other rooms are offered in the same layout
book 大厅 14:00-16:00 王先生 layout=课桌 n=70
offers 大厅 15:00-17:00 layout=课桌 n=35 : 大厅(课桌) 16:45 ; 大厅(课桌) 11:15 ; 大厅(课桌) 11-21/15:00 ; 大厅(课桌) 11-22/15:00
call off 王先生   ?? WhyCancelled
yes 改期   => BookingCancelled
book 西厅 14:00-16:00 李女士 n=30
offers 大厅 14:00-16:00 layout=课桌 n=35 : 东厅(课桌) 14:00 ; 大厅(课桌) 11:45 ; 大厅(课桌) 16:30 ; 大厅(课桌) 11-21/14:00 ; 大厅(课桌) 11-22/14:00

story: the hall is taken when its eastern half is
book 东厅 14:00-16:00 王先生 n=20
book 大厅 15:00-17:00 李女士 n=100   !! RoomTaken holder=王先生 room=东厅
book 西厅 15:00-17:00 李女士 n=20   => Booked
taken 西 15:00-17:00

story: both halves are taken when the hall is
book 大厅 14:00-16:00 王先生 n=100
book 东厅 15:00-17:00 李女士 n=20   !! RoomTaken holder=王先生 room=大厅
book 西厅 13:00-14:30 李女士 n=20   !! RoomTaken holder=王先生
book 东厅 16:00-17:00 李女士 n=20   => Booked
taken 东 14:00-16:00 16:00-17:00

story: two halves with two bookings are both named
book 东厅 14:00-15:00 王先生 n=20
book 西厅 14:00-15:00 李女士 n=20
book 大厅 14:00-16:00 赵先生 n=80   !! RoomTaken holder=王先生 !! RoomTaken holder=李女士

story: of many bookings in the way three are named, the rest counted
book 舞蹈室 10:00-11:00 甲 n=5
book 舞蹈室 11:00-12:00 乙 n=5
book 舞蹈室 12:00-13:00 丙 n=5
book 舞蹈室 13:00-14:00 丁 n=5
book 舞蹈室 14:00-15:00 戊 n=5
book 舞蹈室 09:30-16:00 己 n=5   !! RoomTaken holder=甲 !! RoomTaken holder=乙 !! RoomTaken holder=丙 !! RoomTaken n=2 ~ 2 more bookings

story: setup and teardown are taken too
book 大厅 14:00-16:00 王先生 layout=课桌 n=70   => Booked
taken 东 13:30-16:15
taken 西 13:30-16:15
book 东厅 16:00-17:00 李女士 n=20   !! RoomTaken holder=王先生
book 东厅 16:15-17:00 李女士 n=20   => Booked

story: two in a row need no gap beyond their own setup and teardown
book 大厅 14:00-16:00 王先生 layout=课桌 n=70
book 大厅 16:30-18:00 李女士 layout=课桌 n=70   !! RoomTaken holder=王先生
book 大厅 16:45-18:00 李女士 layout=课桌 n=70   => Booked
taken 东 13:30-16:15 16:15-18:15

story: past midnight
exception open 2026-11-20 hours=9:00-+02:00 reason=跨年
book 舞蹈室 22:00-+01:00 王先生 n=20   => Booked ~ the next day
book 舞蹈室 11-21/00:30-01:30 李女士 n=10   !! RoomTaken holder=王先生
book 舞蹈室 11-21/01:00-02:00 李女士 n=10   => Booked
today 2026-11-21
rooms today 王先生 李女士

story: more people than the layout or the room holds is asked
book 大厅 14:00-16:00 王先生 layout=课桌 n=100   ?? TooManyPeople capacity=80 expected=100 ~ 大厅 (剧场)
yes   => Booked
book 会议室 14:00-16:00 李女士 n=25   ?? TooManyPeople capacity=20 ~ At that time: 舞蹈室
no
rooms today 王先生

story: before opening and after closing is asked, with ways out
book 舞蹈室 20:00-22:00 王先生 n=20   ?? OutsideHours minutes=60 ~ Same room: 19:00–21:00
no
book 舞蹈室 08:30-09:30 王先生 n=20   ?? InThePast ?? OutsideHours minutes=30
no
rooms today

story: outside the hours only with a reason
book 舞蹈室 20:00-22:00 王先生 n=20   ?? OutsideHours minutes=60
yes   ?? OutsideHours
yes 领导同意   => Booked
accepted OutsideHours

story: extended hours are open, and told
exception extended 2026-11-20 hours=21:00-23:00
book 舞蹈室 20:00-22:00 王先生 n=20   => Booked ~ 60 minutes lie in extended hours
book 舞蹈室 22:30-23:30 李女士 n=20   ?? OutsideHours minutes=30

story: a closed day is asked with the calendar's reason
exception closed 2026-11-21 reason=消防检查
book 舞蹈室 11-21/14:00-16:00 王先生 n=20   ?? ClosedDay day=2026-11-21 reason=消防检查 ~ Same time: Sun 11/22, Tue 11/24
yes 已与物业说好   => Booked

story: the weekly day of rest is a closed day
book 舞蹈室 11-23/14:00-16:00 王先生 n=20   ?? ClosedDay day=2026-11-23

story: a night that runs into a closed day lies outside the hours, not on it
exception closed 2026-11-21 reason=消防检查
book 舞蹈室 20:00-+01:00 王先生 n=20   ?? OutsideHours minutes=240

story: an exhibition of days is asked for its length and its nights
book 东厅 11-20/10:00-11-22/18:00 王先生 n=20   ?? SpanTooLong hours=56 ?? OutsideHours
yes 布展   => Booked ~ Sun 11/22 18:00

story: an exhibition over a closed day is asked for that day
book 东厅 11-21/10:00-11-24/18:00 王先生 n=20   ?? SpanTooLong hours=80 ?? ClosedDay day=2026-11-23

story: more than seven days cannot be one booking
book 东厅 11-20/10:00-11-28/18:00 王先生 n=20   !! SpanTooLong

story: the end comes after the start
book 舞蹈室 16:00-14:00 王先生 n=20   !! EndBeforeStart
book 舞蹈室 16:00-16:00 王先生 n=20   !! EndBeforeStart
offers 舞蹈室 16:00-14:00 n=20 : nothing

story: what began a while ago is asked
today 2026-11-20 15:10
book 舞蹈室 15:00-16:00 王先生 n=20   => Booked
book 会议室 14:00-16:00 李女士 n=10   ?? InThePast start=2026-11-20T14:00
yes   => Booked

story: somebody must be named, with a phone when they are not known here
book 舞蹈室 14:00-16:00 "" n=20   !! HolderMissing !! PhoneMissing
book 舞蹈室 14:00-16:00 王先生 phone= n=20   !! PhoneMissing
book 舞蹈室 14:00-16:00 王先生 phone=abc n=20   !! PhoneOdd

story: how many people
book 舞蹈室 14:00-16:00 王先生 n=0   !! ExpectedMissing

story: a retired member, a retired unit
retire 张国胜
retire unit 机械厂工会
book 舞蹈室 14:00-16:00 张国胜 n=20   !! MemberRetired member=张国胜
book 舞蹈室 14:00-16:00 机械厂工会 n=20   !! UnitRetired unit=机械厂工会

story: a retired room, a retired layout
retire room 舞蹈室
book 舞蹈室 14:00-16:00 王先生 n=20   !! RoomRetired room=舞蹈室 ~ 会议室
retire layout 大厅 课桌
book 大厅 14:00-16:00 王先生 layout=课桌 n=20   !! RoomRetired room=大厅

story: texts are not endless
book 舞蹈室 14:00-16:00 王先生 n=20 purpose=排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练排练   !! TextTooLong

story: the same holder elsewhere at that time is told
book 舞蹈室 14:00-16:00 王先生 n=20
book 会议室 15:00-17:00 王先生 n=10   => Booked ~ 王先生 also has 舞蹈室
book 会议室 10:00-11:00 机械厂工会 n=10
book 舞蹈室 10:30-11:30 机械厂工会 n=10   => Booked ~ 机械厂工会 also has 会议室
book 会议室 12:00-13:00 张国胜 n=10
book 舞蹈室 12:00-13:00 张国胜 n=10   => Booked ~ 张国胜 also has 会议室

story: found by holder, pinyin, purpose, phone and code
book 舞蹈室 14:00-16:00 王先生 phone=13800001111 n=20 purpose=合唱排练
book 会议室 10:00-11:00 机械厂工会 n=10 purpose=工会例会
book 会议室 12:00-13:00 张国胜 n=10
finds 合唱 王先生
finds 先生 王先生
finds 机械 机械厂工会
finds 例会 机械厂工会
finds 张国 张国胜
finds zgs 张国胜
finds zhangguosheng 张国胜
finds 1111 王先生
finds 3333 张国胜
finds 10% nothing
finds 没有的 nothing
finds wxs 王先生
finds wangxian 王先生
finds jxc 机械厂工会
finds jixiechang 机械厂工会
finds jxcgh 机械厂工会
finds 1 nothing
finds qqq nothing
change 王先生 for=机械厂工会
finds wxs nothing

story: the coming are found before the past, each the nearest first
book 舞蹈室 10:00-11:00 甲 n=20 purpose=合唱
book 舞蹈室 12:00-13:00 乙 n=20 purpose=合唱
book 舞蹈室 15:00-16:00 丙 n=20 purpose=合唱
book 舞蹈室 11-21/14:00-16:00 丁 n=20 purpose=合唱
today 2026-11-20 14:00
finds 合唱 丙 丁 乙 甲

story: undo of a booking, and undo of the undo
book 舞蹈室 14:00-16:00 王先生 n=20   => Booked
undo   => Undone ~ 王先生
unbooked 王先生
taken 舞蹈室 nothing
mark gone
undo gone   => Undone
booking is 王先生 state=booked
taken 舞蹈室 14:00-16:00

story: a booking in the freed time stands in the way of the undo of the undo
book 舞蹈室 14:00-16:00 王先生 n=20   => Booked
undo   => Undone
mark gone
book 舞蹈室 15:00-17:00 李女士 n=20   => Booked
undo gone   !! CannotUndo ~ 李女士
rooms today 李女士

story: a power cut after a booking loses nothing
book 舞蹈室 14:00-16:00 王先生 n=20   => Booked
power cut
rooms today 王先生
book 舞蹈室 15:00-17:00 李女士 n=20   !! RoomTaken holder=王先生
