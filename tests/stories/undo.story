title 活着
title 围城
copy B1 of 活着
copy B2 of 围城
copy B3 of 围城 state=lost
member 张国胜 card=C1
member 李秀英 card=C2

story: a loan is undone and the book is on the shelf again
scan C1
scan B1
undo                => Undone ~ 活着
has 张国胜 nothing
figure loans = 0
scan B1             => CheckedOut member=张国胜

story: a return is undone and the loan is as it was
scan C1
scan B1
no
today 2026-12-22
scan B1             => CheckedIn days_late=2
undo                => Undone
has 张国胜 活着
due B1 2026-12-20
figure returns = 0

story: a renewal is undone
scan C1
scan B1
mode renewal
scan B1             => Renewed
undo
due B1 2026-12-20
figure renewals = 0

story: a lost report is undone with its loan
scan C1
scan B1
no
lost B1
undo
has 张国胜 活着
state B1 in_stock

story: a loan of a lost copy is undone and the copy is lost again
scan C1
scan B3             ?? CopyWasLost
yes                 => CheckedOut
undo                => Undone
state B3 lost
has 张国胜 nothing

story: a copy found by a scan is undone
scan B3             ?? CopyWasLost
yes
undo                => Undone
state B3 lost

story: Ctrl+Z again and again walks back through one's own gestures
scan C1
scan B1
scan B2
undo                ~ 围城
undo                ~ 活着
has 张国胜 nothing
undo                !! NothingToUndo

story: an undo can be undone
scan C1
scan B1
undo                => Undone
mark 撤销
undo 撤销           => Undone
has 张国胜 活着
figure loans = 1

story: what was undone and done again can be undone again
scan C1
scan B1
mark 借出
undo 借出
mark 撤销
undo 撤销
has 张国胜 活着
undo 借出           => Undone
has 张国胜 nothing
figure loans = 0

story: nothing is undone twice
scan C1
scan B1
mark 借出
undo 借出
undo 借出           !! CannotUndo ~ already undone

story: a loan that was renewed since names the renewal
scan C1
scan B1
mark 借出
mode renewal
scan B1
undo 借出           !! CannotUndo ~ renewed for 张国胜 ~ Undo that first

story: a return whose copy was lent again names the later loan
scan C1
scan B1
no
after 3s
scan B1             => CheckedIn
mark 还回
scan C2
scan B1             => CheckedOut member=李秀英
undo 还回           !! CannotUndo ~ lent to 李秀英 ~ Undo that first
has 李秀英 活着
has 张国胜 nothing

story: an undone loan cannot be done again once another has the book
scan C1
scan B1
undo
mark 撤销
scan C2
scan B1             => CheckedOut member=李秀英
undo 撤销           !! CannotUndo ~ lent to 李秀英
has 李秀英 活着

story: a member registered just now and undone leaves the desk
as manager
member 新人 card=C9
mark 登记
scan C9             => MemberShown member=新人
undo 登记           => Undone
in hand nobody
scan B1             => CopyShown

story: a member who has a loan is not undone, and the loan is named
as manager
member 新人 card=C9
mark 登记
scan C9
scan B1
undo 登记           !! CannotUndo ~ lent to 新人
has 新人 活着

story: another's action is the manager's to undo
scan C1
scan B1
mark 借出
as clerk
undo                !! NothingToUndo
undo 借出           !! CannotUndo ~ manager
as manager
undo 借出           => Undone
has 张国胜 nothing

story: yesterday's action is the manager's to undo
scan C1
scan B1
mark 借出
today 2026-11-21
undo                !! NothingToUndo
undo 借出           !! CannotUndo
as manager
undo 借出           => Undone

story: after an undo the other book of the reader still asks before it is taken back
scan C1
scan B1
scan B2
undo
after 3s
scan B1             ?? JustLent
no
has 张国胜 活着

story: a book counted in a closed month is not undone
scan C1
scan B1
mark 借出
today 2026-12-01
close month 2026-11
as manager
undo 借出           !! CannotUndo ~ closed
has 张国胜 活着
figure loans = 0

story: the same book is scanned at once after its loan was undone
scan C1
scan B1
undo
scan B1             => CheckedOut
