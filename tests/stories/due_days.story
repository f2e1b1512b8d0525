today 2026-08-31
title 活着
copy B1 of 活着
copy B2 of 活着
member 张国胜 card=C1

story: thirty days do not count the first
today 2026-11-20
scan C1
scan B1             => CheckedOut due=2026-12-20 tentative=no

story: a due day on the weekly closing day moves to the next open day
today 2026-11-21
scan C1
scan B1             => CheckedOut due=2026-12-22

story: a due day in the National Day week moves behind it
today 2026-09-01
scan C1
scan B1             => CheckedOut due=2026-10-08

story: a due day on a day closed for repair moves on, over the Monday too
today 2026-11-20
closed 2026-12-20
scan C1
scan B1             => CheckedOut due=2026-12-22

story: a rule can leave the due day where it falls
rule standard * due_on_open_day=no
today 2026-09-01
scan C1
scan B1             => CheckedOut due=2026-10-01

story: over the year's end the due day is tentative until that year's days off are entered
today 2026-12-10
scan C1
scan B1             => CheckedOut due=2027-01-09 tentative=yes ~ 2027
no
after 3s
scan B1             => CheckedIn days_late=0

story: a month's term ends on the month's last day where there is none like it
rule standard * period=3 period_unit=month due_on_open_day=no
today 2026-11-30
scan C1
scan B1             => CheckedOut due=2027-02-28

story: a term in weeks
rule standard * period=2 period_unit=week
today 2026-11-20
scan C1
scan B1             => CheckedOut due=2026-12-04

story: on a closed day a book is lent and taken back all the same, and it is said
today 2026-11-23
scan C1
scan B1             => CheckedOut ~ closed today
no
after 3s
scan B1             => CheckedIn
figure loans today = 1

story: a loan from before midnight is late from the day after its due day
rule standard * period=1 due_on_open_day=no
today 2026-11-20 23:59
scan C1
scan B1             => CheckedOut due=2026-11-21
no
today 2026-11-21 23:59
scan B1             => CheckedIn days_late=0

story: a term of no days is due the same evening
rule standard * period=0
today 2026-11-20 10:00
scan C1
scan B1             => CheckedOut due=2026-11-20
today 2026-11-21
scan C1             => MemberShown overdue=1
