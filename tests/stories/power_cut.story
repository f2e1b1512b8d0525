title 活着
title 围城
copy B1 of 活着
copy B2 of 围城 state=lost
member 张国胜 card=C1 phone=13800000001
member 李秀英 card=C2

story: after a loan
scan C1
scan B1             => CheckedOut
power cut
has 张国胜 活着
figure loans = 1
in hand nobody
undo                => Undone ~ 活着
has 张国胜 nothing

story: after a return
scan C1
scan B1
no
after 3s
scan B1             => CheckedIn
power cut
has 张国胜 nothing
scan B1             => CopyShown again=no

story: after a renewal
scan C1
scan B1
mode renewal
scan B1             => Renewed
power cut
due B1 2027-01-19
scan B1             => CheckedIn

story: after an undo
scan C1
scan B1
undo
power cut
has 张国胜 nothing
figure loans = 0
undo                !! NothingToUndo

story: after an in-house use
mode shelving
scan B1
power cut
figure in_house = 1
mode shelving
scan B1             => AlreadyCounted

story: after a hold was made ready
scan C1
scan B1
hold 李秀英 活着
after 3s
scan B1             ?? JustLent
yes                 => CheckedIn
power cut
holds 李秀英 活着=ready

story: while a question stands nothing was done
scan B2             ?? CopyWasLost
power cut
state B2 lost
yes                 ..
scan B2             ?? CopyWasLost
yes                 => CopyFound
power cut
state B2 in_stock

story: while a book waits for a card nothing was lent
scan B1
scan 2              => CardAwaited
power cut
scan C1             => MemberShown outstanding=0
has 张国胜 nothing

story: after a report of loss
scan C1
scan B1
lost B1
power cut
has 张国胜 nothing
state B1 lost

story: after a refusal nothing is there
end card C1 lost
scan C1             !! CardLost
power cut
scan C2             => MemberShown

story: again and again in one morning
scan C1
scan B1             => CheckedOut
power cut
scan B1             => CheckedIn
power cut
scan C2
scan B1             => CheckedOut member=李秀英
power cut
undo                => Undone
power cut
figure loans = 1
figure returns = 1
has 李秀英 nothing
