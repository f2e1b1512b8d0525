member 张国胜 card=C1001

story: each tap survives
line +
power cut
counted 1
line +
line +
power cut
counted 3
line -
power cut
counted 2
undo                => Undone ~ Main door -1
power cut
counted 3

story: an entered hour, a mark, a group and a sign-in survive
hour 2026-11-19 9 set 40    ?? HourReason
yes 忘了
power cut
counted 40 on 2026-11-19
day 2026-11-18 closed
power cut
day is 2026-11-18 closed
group 合唱团 12 industrial=12
power cut
attendances 12 units=1
line C1001
power cut
attendances 13
line C1001          => AlreadySignedIn

story: while a question stands nothing is counted
line 200            ?? LargeGroup
power cut
counted 0
yes                 ..
line +              => Counted today=1
