# Bookings that stand are changed, moved, made shorter or longer, swapped; and all of it is taken back.
# Today is Friday 20 November 2026, 9:00; open every day but Monday, 9 to 21. 大厅 = 东 + 西.
palace
unit 机械厂工会 13900002222
member 张国胜 phone=13700003333
as clerk
book 东厅 14:00-16:00 王先生 n=20
book 西厅 15:00-17:00 李女士 n=30

story: to another room
move 王先生 舞蹈室 14:00-16:00   => BookingMoved room=舞蹈室 holder=王先生
taken 东 nothing
taken 舞蹈室 14:00-16:00
undo   => Undone
taken 东 14:00-16:00
taken 舞蹈室 nothing

story: to another time, over where it was
move 王先生 东厅 15:00-17:00   => BookingMoved
taken 东 15:00-17:00
mark moved
undo   => Undone
taken 东 14:00-16:00
mark back
undo back   => Undone
taken 东 15:00-17:00
booking is 王先生 starts_at=11-20/15:00

story: shorter and longer
move 王先生 东厅 14:00-15:00   => BookingMoved
taken 东 14:00-15:00
undo
taken 东 14:00-16:00
move 王先生 东厅 13:00-18:00   => BookingMoved
taken 东 13:00-18:00
undo
taken 东 14:00-16:00

story: to another day, past midnight, outside the hours
move 王先生 东厅 11-21/20:00-11-22/01:00   ?? OutsideHours minutes=240
yes 跨年排练   => BookingMoved ~ the next day
today 2026-11-22
rooms today 王先生

story: into a taken room
move 王先生 西厅 14:00-16:00   !! RoomTaken holder=李女士 room=西厅
taken 东 14:00-16:00

story: a booking is not in its own way
move 王先生 大厅 14:00-15:00   => BookingMoved room=大厅
taken 东 14:00-15:00
taken 西 14:00-15:00 15:00-17:00

story: into a layout, with its setup and teardown
move 王先生 东厅 14:00-16:00 layout=课桌   => BookingMoved
taken 东 13:30-16:15
change 王先生 purpose=讲座   => BookingChanged
taken 东 13:30-16:15
move 王先生 东厅 14:00-16:00 layout=none   => BookingMoved
taken 东 14:00-16:00

story: a small change asks nothing that was said yes to
book 会议室 20:00-22:00 张国胜 n=30   ?? TooManyPeople ?? OutsideHours
yes 领导同意
change 张国胜 purpose=例会   => BookingChanged
booking is 张国胜 purpose=例会 expected=30
change 张国胜 n=31   ?? TooManyPeople expected=31
no
move 张国胜 会议室 20:30-22:00   ?? OutsideHours
no

story: the length that was said yes to is not asked again
book 舞蹈室 11-20/10:00-11-22/18:00 机械厂工会 n=20   ?? SpanTooLong ?? OutsideHours
yes 布展
change 机械厂工会 purpose=展览   => BookingChanged
retire unit 机械厂工会
change 机械厂工会 purpose=书画展   => BookingChanged

story: not to a unit that was retired
retire unit 机械厂工会
change 王先生 for=机械厂工会   !! UnitRetired unit=机械厂工会

story: another may call for a unit that was retired since
book 会议室 10:00-12:00 机械厂工会 n=10 caller=刘干事
retire unit 机械厂工会
change 机械厂工会 caller=周干事   => BookingChanged
booking is 机械厂工会 caller=周干事

story: a layout that was retired since does not hinder a small change
move 王先生 东厅 14:00-16:00 layout=课桌
retire layout 东厅 课桌
change 王先生 n=25   => BookingChanged
change 王先生 n=250   ?? TooManyPeople
no
change 王先生 purpose=讲座   => BookingChanged
move 王先生 东厅 15:00-16:00   => BookingMoved
taken 东 14:30-16:15
move 王先生 舞蹈室 15:00-16:00
move 王先生 东厅 15:00-16:00 layout=课桌   !! RoomRetired room=东厅

story: another holder
change 王先生 for=张国胜   => BookingChanged holder=张国胜
booking is 张国胜 room=东厅 phone=13800001111

story: what is over or called off is no longer changed
call off 王先生   ?? WhyCancelled
yes 生病   => BookingCancelled
move 王先生 东厅 15:00-16:00   !! IllegalMove state=cancelled ~ 生病
change 王先生 purpose=讲座   !! IllegalMove
swap 王先生 李女士   !! IllegalMove
swap 李女士 王先生   !! IllegalMove

story: two swap rooms and times
swap 王先生 李女士   => BookingsSwapped room=西厅 holder=王先生 other=李女士
booking is 王先生 room=西厅 starts_at=11-20/15:00 ends_at=11-20/17:00
booking is 李女士 room=东厅 starts_at=11-20/14:00 ends_at=11-20/16:00
taken 东 14:00-16:00
taken 西 15:00-17:00
mark swapped
undo   => Undone
booking is 王先生 room=东厅 starts_at=11-20/14:00
booking is 李女士 room=西厅 starts_at=11-20/15:00
mark back
undo back   => Undone
booking is 王先生 room=西厅 starts_at=11-20/15:00

story: two swap rooms and keep their times
swap 王先生 李女士 rooms   => BookingsSwapped
booking is 王先生 room=西厅 starts_at=11-20/14:00
booking is 李女士 room=东厅 starts_at=11-20/15:00
taken 东 15:00-17:00
taken 西 14:00-16:00

story: two swap times and keep their rooms
swap 王先生 李女士 times   => BookingsSwapped
booking is 王先生 room=东厅 starts_at=11-20/15:00
booking is 李女士 room=西厅 starts_at=11-20/14:00

story: two in one room swap their times
book 东厅 16:00-19:00 张国胜 n=20
swap 王先生 张国胜 times   => BookingsSwapped
taken 东 14:00-16:00 16:00-19:00
booking is 王先生 starts_at=11-20/16:00 ends_at=11-20/19:00

story: a swap with layouts takes the other's, with its minutes
move 王先生 东厅 14:00-16:00 layout=课桌
swap 王先生 李女士   => BookingsSwapped
taken 东 13:30-16:15
taken 西 15:00-17:00
booking is 李女士 layout=课桌 setup_minutes=30
booking is 王先生 layout= setup_minutes=0

story: a swap into a third one's time is refused
book 西厅 14:00-15:00 张国胜 n=10
swap 王先生 李女士 rooms   !! RoomTaken holder=张国胜
taken 东 14:00-16:00

story: a swap that makes the two clash with each other is refused
layout 东厅 沙龙 capacity=30 teardown=30
book 东厅 16:00-17:00 张国胜 n=20 layout=沙龙
swap 王先生 张国胜 times   !! RoomTaken ~ would overlap

story: a swap asks of both
book 会议室 18:00-19:00 张国胜 n=20
swap 李女士 张国胜 rooms   ?? TooManyPeople capacity=20 expected=30
yes   => BookingsSwapped
booking is 李女士 room=会议室

story: a swap needs two, and something to swap
swap 王先生 王先生   !! SameBooking
swap 王先生 李女士 nothing   !! NothingSwapped

story: a booking made where it was stands in the way of the undo of a move
mark made
move 王先生 舞蹈室 14:00-16:00   => BookingMoved
mark moved
book 东厅 15:00-16:00 张国胜 n=10   => Booked
undo moved   !! CannotUndo ~ 张国胜
taken 东 15:00-16:00

story: also where the one in the way came back by an undo
move 王先生 舞蹈室 14:00-16:00   => BookingMoved
mark moved
book 东厅 15:00-16:00 张国胜 n=10   => Booked
mark later
undo later
mark gone
undo moved   => Undone
mark back
undo gone   !! CannotUndo ~ 王先生
taken 东 14:00-16:00

story: an older change is undone only after the newer
move 王先生 东厅 15:00-17:00
mark first
move 王先生 东厅 16:00-18:00
undo first   !! CannotUndo ~ moved
undo
undo first   => Undone
taken 东 14:00-16:00

story: a power cut after a swap
swap 王先生 李女士
power cut
booking is 王先生 room=西厅
undo   => Undone
booking is 王先生 room=东厅

story: a closure lists the bookings that it touches
as manager
book 东厅 11-25/14:00-16:00 张国胜 n=10
shut 2026-11-25 检修   ?? BookingsTouched n=1 ~ 张国胜
yes   => CalendarChanged
booking is 张国胜 state=booked
book 东厅 11-25/18:00-19:00 机械厂工会 n=10   ?? ClosedDay reason=检修

story: a closure of a day without bookings asks nothing
as manager
shut 2026-11-26 检修   => CalendarChanged

story: a long list is cut, the rest counted
as manager
book 东厅 11-25/09:00-10:00 甲 n=10
book 东厅 11-25/10:00-11:00 乙 n=10
book 东厅 11-25/11:00-12:00 丙 n=10
book 东厅 11-25/12:00-13:00 丁 n=10
shut 2026-11-25 检修   ?? BookingsTouched n=4 ~ and 1 more

story: shorter hours touch what would lie outside them
as manager
book 东厅 11-25/10:00-12:00 甲 n=10
book 东厅 11-25/14:00-16:00 乙 n=10
book 东厅 11-25/20:00-22:00 丙 n=10   ?? OutsideHours
yes 说好
shut 2026-11-25 年终盘点 9:00-15:00   ?? BookingsTouched n=2 ~ 乙
no
shut 2026-11-25 年终盘点 9:00-22:00   => CalendarChanged

story: who is here already may stay longer
today 2026-11-20 14:00
arrive 王先生   => Arrived
move 王先生 东厅 14:00-18:00   => BookingMoved
booking is 王先生 state=arrived ends_at=11-20/18:00
taken 东 14:00-18:00
undo
taken 东 14:00-16:00

story: who is here already does not come on another day
today 2026-11-20 14:00
arrive 王先生   => Arrived
mark here
move 王先生 东厅 11-21/14:00-16:00   !! AlreadyArrived at=2026-11-20T14:00
book 会议室 11-22/10:00-12:00 张国胜 n=10
swap 王先生 张国胜 times   !! AlreadyArrived
move 王先生 舞蹈室 14:30-16:30   => BookingMoved
undo
undo here   => Undone
move 王先生 东厅 11-21/14:00-16:00   => BookingMoved
