title 活着 isbn=9787506365437
copy B1 of 活着
copy B2 of 活着
copy B3 of 活着 state=withdrawn
copy B4 of 活着 state=lost
member 张国胜 card=C1
member 李秀英 card=C2

story: each book put back is one in-house use
mode shelving
scan B1             => InHouseUseRecorded title=活着 today=1
scan B2             => InHouseUseRecorded today=2
figure in_house today = 2
figure loans = 0

story: a book put back counts once in thirty minutes
mode shelving
scan B1             => InHouseUseRecorded
after 29m
scan B1             => AlreadyCounted at=2026-11-20T09:00
figure in_house = 1
after 1m
scan B1             => InHouseUseRecorded today=2

story: the thirty minutes also run over midnight
today 2026-11-20 23:50
mode shelving
scan B1             => InHouseUseRecorded
today 2026-11-21 00:10
scan B1             => AlreadyCounted
today 2026-11-21 00:20
scan B1             => InHouseUseRecorded today=1

story: a book read on site at the desk is not counted again on the shelf
scan B1             => CopyShown
scan 1              => InHouseUseRecorded
after 10m
mode shelving
scan B1             => AlreadyCounted
figure in_house = 1

story: a book on loan found on the shelf is taken back
scan C1
scan B1
no
after 2h
mode shelving
scan B1             => CheckedIn member=张国胜
figure in_house = 0
figure returns = 1

story: a withdrawn book on the shelf is not counted
mode shelving
scan B3             !! CopyWithdrawn
figure in_house = 0

story: a lost book on the shelf is counted and in stock again with a yes
mode shelving
scan B4             ?? CopyWasLost
yes                 => InHouseUseRecorded
state B4 in_stock
figure in_house = 1

story: a card ends shelving
mode shelving
scan C1             => MemberShown
scan B1             => CheckedOut

story: an undone in-house use can be counted again
mode shelving
scan B1             => InHouseUseRecorded
undo                => Undone
figure in_house = 0
scan B1             => InHouseUseRecorded today=1

story: a book that lies ready for somebody is counted and said
scan C1
scan B1
scan B2
no
hold 李秀英 活着
after 3s
scan B1             => CheckedIn ~ aside for 李秀英
mode shelving
scan B1             => InHouseUseRecorded ~ lies here for 李秀英
