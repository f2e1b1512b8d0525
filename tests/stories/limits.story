title 一
title 二
title 三
title 四
title 五
title 六
copy B1 of 一
copy B2 of 二
copy B3 of 三
copy B4 of 四
copy B5 of 五
copy B6 of 六
copy D1 of 六 type=dvd
member 张国胜 card=C1
member 李秀英 card=C2 type=staff

story: the fifth book goes out, the sixth asks with the numbers
scan C1
scan B1
scan B2
scan B3
scan B4
scan B5             => CheckedOut outstanding=5
scan B6             ?? OverLimit limit=5 outstanding=5
no
has 张国胜 一 二 三 四 五

story: the sixth book goes out with a reason, and the journal keeps both
scan C1
scan B1
scan B2
scan B3
scan B4
scan B5
scan B6             ?? OverLimit
yes                 ?? OverLimit ~ Why
yes 备课            => CheckedOut outstanding=6
accepted OverLimit
last action reason=备课 command=lending.check_out

story: a book taken back makes room for another
scan C1
scan B1
scan B2
scan B3
scan B4
scan B5
after 3s
scan B1             ?? JustLent
yes                 => CheckedIn outstanding=4
scan B6             => CheckedOut outstanding=5

story: nothing is lent while a book is overdue, unless with a reason
scan C1
scan B1             => CheckedOut due=2026-12-20
today 2026-12-22
scan C1             => MemberShown outstanding=1 overdue=1 ~ overdue
scan B2             ?? Overdue n=1
yes 说明天还        => CheckedOut
scan B3             ?? Overdue n=1
no

story: the overdue book brought back lifts the block
scan C1
scan B1
today 2026-12-22
scan C1
scan B1             => CheckedIn days_late=2
scan B2             => CheckedOut

story: the limit and the overdue book are asked together
rule standard * max_loans=1
scan C1
scan B1
today 2026-12-22
scan C1
scan B2             ?? OverLimit limit=1 ?? Overdue
yes 馆长同意        => CheckedOut
accepted OverLimit Overdue

story: a second rule set has its own numbers for its readers
rule staff * max_loans=2 period=3 period_unit=month renewals=2 renewal_period=1 renewal_unit=month
scan C2
scan B1             => CheckedOut due=2027-02-20
scan B2             => CheckedOut outstanding=2
scan B3             ?? OverLimit limit=2
no
scan C1
scan B3             => CheckedOut due=2026-12-20
mode renewal
scan B1             => Renewed renewals=1 due=2027-03-20
after 3s
scan B1             ?? JustRenewed
yes                 => Renewed renewals=2 due=2027-04-20
after 3s
mode renewal
mode renewal
scan B1             ?? RenewalLimit renewals=2
no

story: a rule for a kind of book comes before a rule for a kind of reader
rule staff * period=90
rule * dvd period=7 max_loans=1
scan C2
scan D1             => CheckedOut due=2026-11-27
scan B1             => CheckedOut outstanding=2

story: the most exact rule wins
rule staff * period=90
rule * dvd period=7
rule staff dvd period=14
scan C2
scan D1             => CheckedOut due=2026-12-04
scan C1
scan B1             => CheckedOut due=2026-12-20

story: a rule from next week does not touch today
rule standard * period=7 from=2026-11-27
scan C1
scan B1             => CheckedOut due=2026-12-20
today 2026-11-27
scan C1
scan B2             => CheckedOut due=2026-12-04
due B1 2026-12-20

story: a rule may let overdue readers borrow
rule standard * block_while_overdue=no
scan C1
scan B1
today 2027-01-05
scan C1             => MemberShown overdue=1
scan B2             => CheckedOut

story: a limit of none reads as the limit it is
rule standard * max_loans=0
scan C1
scan B1             ?? OverLimit limit=0 outstanding=0
no

story: a book whose rule asks is looked over before it is taken back
rule standard book ask_on_return=yes
scan C1
scan B1
no
after 3s
scan B1             ?? ReturnToCheck ~ damage
yes                 => CheckedIn
figure returns = 1
