title 活着
title 围城
copy B1 of 活着
copy B2 of 围城
member 张国胜 card=C1
member 李秀英 card=C2
scan C1
scan B1
no
after 1h

story: a loan is renewed from its old due day
mode renewal        ~ Renew
scan B1             => Renewed member=张国胜 due=2027-01-19 renewals=1 tentative=yes
due B1 2027-01-19
figure renewals today = 1
figure loans today = 1

story: a second renewal is beyond the rule and wants a reason
mode renewal
scan B1             => Renewed
today 2026-12-01
mode circulation
mode renewal
scan B1             ?? RenewalLimit renewals=1
yes                 ?? RenewalLimit ~ Why
yes 住院            => Renewed renewals=2

story: the scanner's second wave does not renew twice
mode renewal
scan B1             => Renewed
scan B1             ..
after 3s
scan B1             ?? JustRenewed
no
figure renewals = 1

story: a book somebody waits for is not renewed
hold 李秀英 活着    => HoldPlaced place=1
mode renewal
scan B1             !! TitleOnHold waiting=李秀英 ~ Take it back
due B1 2026-12-20

story: an overdue book is renewed only with a reason
today 2026-12-25
mode renewal
scan B1             ?? LoanOverdue days_late=5
yes 下雪            => Renewed due=2027-01-19

story: a renewal that would be over already counts from today
today 2027-02-02
mode renewal
scan B1             ?? LoanOverdue days_late=44
yes 出差            => Renewed due=2027-03-04

story: a book on the shelf cannot be renewed
mode renewal
scan B2             !! NotOnLoan

story: a card shows the reader while renewing, and the mode stays
mode renewal
scan C1             => MemberShown outstanding=1
scan B1             => Renewed member=张国胜
mode renewal        ~ Lend and return

story: a reader whose last day is today renews in time
today 2026-12-20 20:00
mode renewal
scan B1             => Renewed due=2027-01-19

story: renewal by ISBN means the copy of the reader at the desk
title 兄弟 isbn=9787506365437
copy B3 of 兄弟
copy B4 of 兄弟
scan C1
scan B3
scan C2
scan B4
mode renewal
scan C2
scan 9787506365437  => Renewed title=兄弟 member=李秀英
