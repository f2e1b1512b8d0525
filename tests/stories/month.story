# October is tallied, signed and closed; what is found later is a correction. Open every day but Monday; October 1 to 7
# are holidays. The first things are counted in September 2026.
palace
title 活着
copy B1 of 活着
copy B2 of 活着
copy B3 of 活着
member 张国胜 card=C1001 unit=机械厂工会
member 李秀英 card=C1002 unit=一中工会 category=frontline
member 王五 card=C1003 category=unknown
today 2026-09-20 10:00
line 4
scan C1003
scan B3
today 2026-10-10 10:00
line 6
scan C1001
scan B1
scan B2
after 2m
scan C1002
scan B3
no
today 2026-10-24 10:00
line +
scan C1001
scan B1
after 1h
mode shelving
scan B1
mode circulation
today 2026-11-20

story: the figures of a month, and what they are held against
as manager
figure L-01 2026-09 = 1
figure L-01 2026-10 = 2
figure L-03 2026-10 = 2
figure L-04 2026-10 = 1
figure V-01 2026-10 = 7
against L-01 2026-10 = +100.00% ——
against V-01 2026-10 = —— ——
months 2026-11=open 2026-10=open 2026-09=open
rows L-01 2026-10 = 2

story: a month closes with the manager's password, and gives its paper back
as manager
close 2026-09 unknown    !! PasswordWanted
close 2026-09            ?? DaysMissing ~ Nobody counted visitors on
yes                      => MonthClosed month=2026-09 ~ 2026-09 is closed
months 2026-11=open 2026-10=open 2026-09=closed
paper 2026-09

story: only the manager closes
as librarian
close 2026-09            !! NotAllowed

story: months close in order, when they are over
as manager
close 2026-11            !! MonthNotOver ?? DaysMissing ?? FirstClosing
close 2026-10            ?? DaysMissing ?? FirstClosing first=2026-09 ~ begin with 2026-09
yes                      => MonthClosed
close 2026-10            !! AlreadyClosed ?? DaysMissing
close 2026-09            !! OutOfOrder wanted=2026-11 ?? DaysMissing
close 2026-12            !! MonthAhead
close 2026-13            !! NoSuchMonth
paper 2026-10

story: what was counted after the paper was made stops the closing
as manager
close 2026-09 stale      !! MonthMoved ?? DaysMissing

story: nothing is counted in a closed month, and nothing of it is taken back
as manager
close 2026-09            ?? DaysMissing
yes
close 2026-10            ?? DaysMissing
yes                      => MonthClosed
hour 2026-10-10 11 set 9    !! MonthClosed ~ 更正
today 2026-10-31 10:00
scan C1003                  => MemberShown
scan B1                     !! MonthClosed ~ 更正

story: a correction stands on a line of its own
as manager
close 2026-09            ?? DaysMissing
yes
close 2026-10            ?? DaysMissing
yes
correct L-01 2026-10-10 +3 漏记三册   => Corrected code=L-01 quantity=3 about=2026-10-10
figure L-01 2026-10 = 2
figure L-01 2026-11 = 0
figure loans = 0
corrections 2026-11 L-01=+3
corrections 2026-10 nothing
about 2026-10 L-01=+3
correct V-01 2026-10-10 -8 多记     !! BelowZero standing=7
correct V-01 2026-10-10 -7 多记     => Corrected
correct V-01 2026-10-10 -1 多记     !! BelowZero standing=0
correct L-05 2026-10-10 1 漏记      !! NotCorrectable
correct L-01 2026-11-10 1 漏记      !! MonthOpen
correct L-01 2026-10-10 0           !! QuantityMissing !! ReasonMissing
undo                                => Undone
corrections 2026-11 L-01=+3
counted 0 of 0
paper 2026-10

story: only the last closed month opens again, with a reason, and its row stays
as manager
close 2026-09            ?? DaysMissing
yes
close 2026-10            ?? DaysMissing
yes
reopen 2026-09           !! LaterClosed later=2026-10
reopen 2026-10           ?? Reopening
yes                      ?? Reopening ~ Why?
yes 漏登一次             => MonthReopened month=2026-10
months 2026-11=open 2026-10=reopened 2026-09=closed
reopen 2026-10           !! NotClosed
hour 2026-10-10 10 add 2 ?? HourReason
yes 漏登                 => HourCounted
figure V-01 2026-10 = 9
close 2026-10            ?? DaysMissing
yes                      => MonthClosed
months 2026-11=open 2026-10=closed 2026-09=closed

story: a closing is not taken back, the month is opened again
as manager
close 2026-09            ?? DaysMissing
yes                      => MonthClosed
undo                     !! CannotUndo ~ Reopen the month instead.
reopen 2026-09           ?? Reopening
yes 重做                 => MonthReopened
undo                     !! CannotUndo ~ Close the month again instead.

story: bookings without an end and books lent on a closed day are said before closing
as manager
today 2026-10-20 09:00
as clerk
book 舞蹈室 10:00-11:00 王先生 n=9
book 会议室 10:00-11:00 机械厂工会 n=9
today 2026-10-20 11:00
as manager
end 机械厂工会 9          => BookingEnded
closed 2026-10-24
today 2026-11-20
close 2026-10            ?? FirstClosing ?? DaysMissing ?? BookingsUnfinished n=1 ~ 舞蹈室
figure B-01 2026-10 = 1
figure B-02 2026-10 = 9
figure B-03 2026-10 = 60

story: books lent on a closed day are said
as manager
closed 2026-10-10
close 2026-10            ?? FirstClosing ?? DaysMissing ?? LoansOnClosedDays days=1

story: a day that is closed later changes no closed month
as manager
figure D-01 2026-09 = 23
close 2026-09            ?? DaysMissing
yes
closed 2026-09-22
figure D-01 2026-09 = 23
against D-01 2026-10 = −8.70% ——
reopen 2026-09           ?? Reopening
yes 盘点日闭馆            => MonthReopened
figure D-01 2026-09 = 22
