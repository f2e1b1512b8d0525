title 活着 isbn=9787506365437
copy B1 of 活着
copy B2 of 活着
member 张国胜 card=C1
member 李秀英 card=C2
member 王五 card=C3
member 赵六 card=C4
scan C1
scan B1
scan B2
no
after 3s

story: a title all of whose copies are out can be waited for, in turn
hold 李秀英 活着    => HoldPlaced place=1
hold 王五 活着      => HoldPlaced place=2
hold 李秀英 活着    !! AlreadyHeld

story: a title on the shelf is not waited for
scan B1             => CheckedIn
hold 李秀英 活着    !! CopyFree ~ Lend it

story: who has the book does not wait for it
hold 张国胜 活着    !! HasTheBook ~ Renew

story: who is no longer a member does not wait
retire 李秀英
hold 李秀英 活着    !! MemberRetired

story: a copy that comes back is put aside for the first who waits
hold 李秀英 活着
hold 王五 活着
scan B1             => CheckedIn ~ aside for 李秀英
holds 李秀英 活着=ready
holds 王五 活着=waiting
scan C2             => MemberShown ~ lies here
scan B1             => CheckedOut member=李秀英
holds 李秀英 nothing

story: a copy put aside is said when it is scanned again
hold 李秀英 活着
scan B1             => CheckedIn ~ aside for 李秀英
after 3s
scan B1             => CopyShown again=yes ~ lies here for 李秀英

story: a copy put aside goes to another only with a reason, and the first waits again
hold 李秀英 活着
scan B1
scan C3
scan B1             ?? HeldForAnother held_for=李秀英
yes 李秀英不要了    => CheckedOut member=王五
holds 李秀英 活着=waiting

story: a copy put aside does not count as free
hold 李秀英 活着
scan B1
hold 王五 活着      => HoldPlaced place=2

story: who takes another copy frees the one put aside for the next
hold 李秀英 活着
hold 王五 活着
scan B1
copy B3 of 活着
scan C2
scan B3             => CheckedOut member=李秀英
holds 李秀英 nothing
holds 王五 活着=ready

story: a cancelled hold passes the copy on
hold 李秀英 活着
hold 王五 活着
scan B1
cancel hold 李秀英 活着   => HoldCancelled
holds 王五 活着=ready
cancel hold 王五 活着     => HoldCancelled
hold 王五 活着      !! CopyFree

story: a copy lost from the hold shelf lets the reader wait again
hold 李秀英 活着
scan B1
lost B1             => CopyReportedLost
holds 李秀英 活着=waiting
scan B2             => CheckedIn ~ aside for 李秀英

story: a lost copy that is found goes to who waits
lost B1
hold 李秀英 活着
scan B1             ?? CopyWasLost
yes                 => CopyFound ~ aside for 李秀英
holds 李秀英 活着=ready

story: the ISBN lends the copy that lies ready for the reader
hold 李秀英 活着
scan B1
scan C2
scan 9787506365437  => CheckedOut member=李秀英 barcode=B1

story: undoing the return takes the copy off the hold shelf
hold 李秀英 活着
scan B1             => CheckedIn
undo                => Undone
holds 李秀英 活着=waiting
has 张国胜 活着 活着

story: the second copy that comes back goes to the second who waits
hold 李秀英 活着
hold 王五 活着
scan B1             => CheckedIn ~ aside for 李秀英
scan B2             => CheckedIn ~ aside for 王五
holds 李秀英 活着=ready
holds 王五 活着=ready

story: a lost copy leaves alone what lies ready for others
hold 李秀英 活着
scan B1
lost B2             => CopyReportedLost member=张国胜
holds 李秀英 活着=ready
