# Friday 20 November 2026; the reading room is open Tuesday to Sunday; 30 days, five books
title 活着 isbn=9787506365437
title 平凡的世界 isbn=9787530212004
title 围城 isbn=9787020024759
copy B000001 of 活着
copy B000002 of 活着
copy B000003 of 平凡的世界
copy B000004 of 围城
member 张国胜 card=6217000001 phone=13800000001 unit=城北机械厂工会
member 李秀英 card=6217000002 phone=13800000002 unit=城北机械厂工会

story: a card opens its member and a book is lent to them
scan 6217000001     => MemberShown member=张国胜 unit=城北机械厂工会 outstanding=0 overdue=0
scan B000001        => CheckedOut title=活着 member=张国胜 due=2026-12-20 tentative=no outstanding=1
has 张国胜 活着
figure loans today = 1

story: three books go out on one card
scan 6217000001
scan B000001        => CheckedOut outstanding=1
scan B000003        => CheckedOut title=平凡的世界 outstanding=2
scan B000004        => CheckedOut title=围城 outstanding=3
has 张国胜 活着 平凡的世界 围城
figure loans = 3

story: a book that is out comes back without a card
scan 6217000001
scan B000001
no
in hand nobody
scan B000001        => CheckedIn title=活着 member=张国胜 days_late=0 outstanding=0
has 张国胜 nothing
figure returns = 1

story: a reader brings one book and takes another
scan 6217000001
scan B000001
no
today 2026-12-01
scan B000001        => CheckedIn member=张国胜
scan 6217000001     => MemberShown outstanding=0
scan B000003        => CheckedOut due=2026-12-31

story: a late book comes back with the days told, and nothing else is asked
scan 6217000001
scan B000001        => CheckedOut due=2026-12-20
no
today 2026-12-23
scan B000001        => CheckedIn days_late=3 ~ 3 days late

story: a book brought back on its due day is not late
scan 6217000001
scan B000001
no
today 2026-12-20 20:29
scan B000001        => CheckedIn days_late=0

story: a book of another reader is taken back and the reader at the desk stays
scan 6217000001
scan B000001
scan 6217000002     => MemberShown member=李秀英
scan B000001        => CheckedIn member=张国胜
in hand 李秀英
scan B000003        => CheckedOut member=李秀英
has 张国胜 nothing

story: a book that one brought back is lent to the next reader at once
scan 6217000001
scan B000001
no
after 3s
scan B000001        => CheckedIn member=张国胜
scan 6217000002
after 3s
scan B000001        => CheckedOut member=李秀英

story: the next card ends the session of the one before
scan 6217000001
scan B000001        => CheckedOut member=张国胜
scan 6217000002     => MemberShown member=李秀英 outstanding=0
in hand 李秀英
scan B000003        => CheckedOut member=李秀英
has 张国胜 活着
has 李秀英 平凡的世界

story: the same card once more goes on with the same reader
scan 6217000001
scan B000001
after 3s
scan 6217000001     => MemberShown outstanding=1
scan B000001        ?? JustLent
no
has 张国胜 活着

story: Esc lets the reader go and a book on the shelf is then shown, not lent
scan 6217000001
no                  ~ next reader
scan B000001        => CopyShown title=活着 barcode=B000001 again=no

story: one book scanned twice by the scanner is lent once
scan 6217000001
scan B000001        => CheckedOut
scan B000001        ..
after 1s
scan B000001        ..
figure loans = 1
has 张国胜 活着

story: a book waved once more at the same reader asks before it is taken back
scan 6217000001
scan B000001        => CheckedOut
after 3s
scan B000001        ?? JustLent ~ just now
no
has 张国胜 活着
after 3s
scan B000001        ?? JustLent
yes                 => CheckedIn
has 张国胜 nothing

story: a second scan of a return says so and counts nothing
scan 6217000001
scan B000001
no
after 3s
scan B000001        => CheckedIn
after 3s
scan B000001        => CopyShown again=yes ~ nothing was counted again
figure returns = 1
figure in_house = 0

story: a second scan of a return does not lend it to the reader at the desk
scan 6217000001
scan B000001
no
scan 6217000002
scan B000001        => CheckedIn member=张国胜
after 3s
scan B000001        ?? JustReturned
no
has 李秀英 nothing
after 3s
scan B000001        ?? JustReturned
yes                 => CheckedOut member=李秀英

story: a book before the card waits for it
scan B000001        => CopyShown ~ Read on site ~ Lend
scan 2              => CardAwaited title=活着
scan 6217000002     => CheckedOut title=活着 member=李秀英
scan B000003        => CheckedOut member=李秀英

story: a book before the card can be let go again
scan B000001        => CopyShown
scan 2              => CardAwaited
no                  ~ Not done
scan 6217000002     => MemberShown outstanding=0
has 李秀英 nothing

story: a book without a card is counted as read on site
scan B000001        => CopyShown
scan 1              => InHouseUseRecorded title=活着 today=1
figure in_house today = 1
figure loans today = 0

story: a copy that is out is taken back even when another copy stands on the shelf
scan 6217000001
scan B000001
scan B000002        => CheckedOut title=活着 outstanding=2
no
after 3s
scan B000002        => CheckedIn outstanding=1
has 张国胜 活着

story: a book that came back and its loan stay in the history
scan 6217000001
scan B000001
no
after 1h
scan B000001        => CheckedIn
scan 6217000002
scan B000001        => CheckedOut member=李秀英
due B000001 2026-12-20
has 李秀英 活着
has 张国胜 nothing
