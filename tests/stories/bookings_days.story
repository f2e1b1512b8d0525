# The day of a booking: it arrives, ends, is missed or called off; and what it counts.
# Today is Friday 20 November 2026, 9:00; open every day but Monday, 9 to 21. 大厅 = 东 + 西.
palace
unit 机械厂工会 13900002222
member 张国胜 phone=13700003333 unit=纺织厂工会
as clerk
book 大厅 14:00-16:00 机械厂工会 n=100 purpose=讲座
book 舞蹈室 14:00-15:30 王先生 n=20

story: what is over without an end
today 2026-11-20 14:20
unfinished nobody
arrive 王先生   => Arrived
today 2026-11-20 16:00
unfinished 机械厂工会 王先生
end 王先生 18   => BookingEnded
unfinished 机械厂工会

story: a slip checks in, a second scan says so
today 2026-11-20 13:50
slip 王先生   => Arrived room=舞蹈室 holder=王先生
booking is 王先生 state=arrived arrived_at=11-20/13:50
after 5m
slip 王先生   => BookingShown state=arrived
arrive 王先生   !! AlreadyArrived at=2026-11-20T13:50

story: a slip scanned near the end offers to end it
today 2026-11-20 14:00
slip 王先生   => Arrived
today 2026-11-20 15:05
slip 王先生   => BookingShown ~ 20 came
scan 1   => BookingEnded attended=20
booking is 王先生 state=ended attended=20 ends_at=11-20/15:05
slip 王先生   !! IllegalMove state=ended

story: a slip of another day or hours too early is asked
today 2026-11-20 11:00
slip 王先生   ?? NotDueYet start=2026-11-20T14:00
yes   => Arrived
today 2026-11-21 09:00
slip 机械厂工会   => BookingShown state=booked ~ Nobody came
scan 2   ?? WhyNoShow
yes 电话无人接听   => NoShowMarked

story: a slip scanned after the end, when it took place all the same
today 2026-11-20 17:00
slip 机械厂工会   => BookingShown ~ 100 came
scan 1   => BookingEnded attended=100
counts 机械厂工会 session=120 东=120 西=120 attendance=100

story: an intention that is over can only be missed, or first confirmed
set 王先生 tentative
today 2026-11-20 17:00
slip 王先生   => BookingShown state=tentative
scan 1   ?? WhyNoShow
no
arrive 王先生   ?? NotConfirmed ?? OverAlready
yes   => Arrived
end 王先生   => BookingEnded attended=20

story: an intention that turns up is confirmed by a yes
set 王先生 awaiting
today 2026-11-20 14:00
slip 王先生   ?? NotConfirmed state=awaiting
yes   => Arrived

story: a cancelled slip is refused with the reason
call off 王先生   ?? WhyCancelled
yes   ?? WhyCancelled
yes 生病   => BookingCancelled
slip 王先生   !! IllegalMove state=cancelled ~ 生病
taken 舞蹈室 nothing
counts 王先生 nothing

story: cancelling is taken back
call off 王先生   ?? WhyCancelled
yes 生病
undo   => Undone
booking is 王先生 state=booked reason=
taken 舞蹈室 14:00-15:30
mark back
undo back   => Undone
booking is 王先生 state=cancelled reason=生病

story: a booking in the place of a cancelled one stands in the way
call off 王先生   ?? WhyCancelled
yes 生病
mark off
book 舞蹈室 14:30-15:00 李女士 n=10   => Booked
undo off   !! CannotUndo ~ 李女士

story: what ended counts the session, each space and its people
today 2026-11-20 14:00
arrive 机械厂工会
today 2026-11-20 16:05
end 机械厂工会 120   => BookingEnded attended=120 ~ 120 came
counts 机械厂工会 session=120 东=120 西=120 attendance=120 unit=机械厂工会
undo   => Undone
booking is 机械厂工会 state=arrived attended=None
counts 机械厂工会 nothing
mark back
undo back   => Undone
counts 机械厂工会 session=120 东=120 西=120 attendance=120

story: an early finish frees the rest of the time
today 2026-11-20 14:00
arrive 机械厂工会
today 2026-11-20 15:10
end 机械厂工会 80   => BookingEnded ~ 14:00–15:10
taken 东 14:00-15:10
counts 机械厂工会 session=70 东=70 西=70 attendance=80
book 东厅 15:10-16:00 李女士 n=10   => Booked

story: an early finish with teardown
call off 机械厂工会   ?? WhyCancelled
yes 改期
book 大厅 14:00-16:00 李女士 n=60 layout=课桌
today 2026-11-20 14:00
arrive 李女士
today 2026-11-20 15:00
end 李女士 50   => BookingEnded
taken 东 13:30-15:15
counts 李女士 session=60 东=60 西=60 attendance=50 unit=nobody
undo   => Undone
taken 东 13:30-16:15
booking is 李女士 state=arrived ends_at=11-20/16:00

story: a booking in the freed rest stands in the way of the undo of the end
today 2026-11-20 14:00
arrive 王先生
today 2026-11-20 15:00
end 王先生 20
mark ended
book 舞蹈室 15:00-16:00 李女士 n=10   => Booked
undo ended   !! CannotUndo ~ 李女士

story: with sign-ins the larger number counts, the rest is unknown
today 2026-11-20 14:00
arrive 机械厂工会
sign in 机械厂工会 3
today 2026-11-20 16:00
end 机械厂工会 10   => BookingEnded attended=10
counts 机械厂工会 session=120 东=120 西=120 attendance=10

story: more signed in than were counted
today 2026-11-20 14:00
arrive 机械厂工会
sign in 机械厂工会 5
today 2026-11-20 16:00
end 机械厂工会 0   => BookingEnded attended=5
counts 机械厂工会 session=120 东=120 西=120 attendance=5

story: a member's unit is served
book 会议室 14:00-16:00 张国胜 n=12
today 2026-11-20 16:00
end 张国胜   => BookingEnded attended=12
counts 张国胜 session=120 会议室=120 attendance=12 unit=纺织厂工会

story: extended hours are counted apart, closed ones not
exception extended 2026-11-20 hours=21:00-22:00
book 会议室 20:00-23:00 张国胜 n=12   ?? OutsideHours minutes=60
yes 领导同意
today 2026-11-20 23:00
end 张国胜 12
counts 张国胜 session=180 会议室=60 会议室+=60 attendance=12

story: over midnight all is counted on the day it began, by the windows it lies in
exception open 2026-11-20 hours=9:00-+02:00 reason=跨年
book 会议室 23:00-+03:00 张国胜 n=12   ?? OutsideHours minutes=60
yes 领导同意
today 2026-11-21 03:00
end 张国胜 12   => BookingEnded ~ the next day
counts 张国胜 session=240 会议室=180 attendance=12

story: nobody came is asked, more than fit is asked
today 2026-11-20 16:00
end 王先生 0   ?? NobodyCame
yes   => BookingEnded attended=0
counts 王先生 session=90 舞蹈室=90
end 机械厂工会 1600   ?? TooManyPeople capacity=150 expected=1600
yes   => BookingEnded attended=1600

story: an odd number of people
today 2026-11-20 16:00
end 王先生 -3   !! AttendedOdd attended=-3

story: it cannot end before it begins, nor end twice
end 王先生 20   !! NotBegun start=2026-11-20T14:00
today 2026-11-20 16:00
end 王先生 20   => BookingEnded
end 王先生 20   !! IllegalMove state=ended wanted=ended
set 王先生 booked   !! IllegalMove
call off 王先生   !! IllegalMove ?? WhyCancelled

story: an intention does not end
set 王先生 tentative
today 2026-11-20 16:00
end 王先生 20   !! IllegalMove state=tentative wanted=ended

story: nobody came: the room is free, nothing is counted
today 2026-11-20 14:30
missed 王先生   ?? WhyNoShow
yes 电话无人接听   => NoShowMarked
booking is 王先生 state=no_show reason=电话无人接听
taken 舞蹈室 nothing
counts 王先生 nothing
rooms today 机械厂工会
rooms today all 机械厂工会 王先生
book 舞蹈室 14:30-15:30 李女士 n=10   => Booked
today 2026-11-20 15:00
undo   => Undone
undo   => Undone ~ did not come
booking is 王先生 state=booked
taken 舞蹈室 14:00-15:30

story: a no-show is not said before the start
missed 王先生   !! NotBegun ?? WhyNoShow

story: a closed month keeps its figures
today 2026-12-02 09:00
close month 2026-11
end 王先生 20   !! MonthClosed month=2026-11
call off 王先生   ?? WhyCancelled
yes 未登记   => BookingCancelled

story: what was counted in a month that is closed since is not taken back
today 2026-11-20 16:00
end 王先生 20
mark ended
today 2026-12-02 09:00
close month 2026-11
as manager
undo ended   !! CannotUndo ~ closed month

story: a power cut after an end loses nothing and counts once
today 2026-11-20 16:00
end 王先生 20   => BookingEnded
power cut
booking is 王先生 state=ended attended=20
counts 王先生 session=90 舞蹈室=90 attendance=20
end 王先生 20   !! IllegalMove

story: a slip whose code is a book's too is asked
title 活着
copy N53PU3PP of 活着
scan N53PU3PP   => Choose count=2 ~ Booking: 机械厂工会, 大厅
today 2026-11-20 13:30
after 5s
scan 2   => Arrived holder=机械厂工会
