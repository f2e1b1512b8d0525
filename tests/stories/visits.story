# a Saturday at the door

member 张国胜 card=C1001 unit=一中工会 category=industrial
member 李秀英 card=C1002
member 李小明 card=C1003
door 东门
as clerk

story: people come in, one by one and in groups, and one tap too many is taken back
line +              => Counted count=1 today=1
line +              => Counted count=1 today=2 hour=2 all_doors=2 ~ Main door +1, 2 today
line -              => Counted count=-1 today=1
line 12             => Counted count=12 today=13
undo                => Undone ~ Main door +12
counted 1 of 1
line -
line -              !! BelowZero today=0
counted 0 of 0
hours 9=0

story: three taps a second all count, and the same key again is no second scan
line +
line +
line +
line +
counted 4

story: a digit behind the stroke chooses the door
line /2             ~ 东门
line +              => Counted door=东门 today=1 all_doors=1
line /1
line 30             => Counted today=30 all_doors=31
line /3             !! NoSuchDoor
counted 30 of 31

story: a large group is asked about, and none is refused
line 199            => Counted
line 200            ?? LargeGroup count=200
line +              !! QuestionStands ?? LargeGroup
counted 199
yes                 => Counted count=200 today=399
line 300            ?? LargeGroup
no
counted 399
line 0              !! CountOdd

story: one back is taken from the hour that has one
line +
after 1h
line -              => Counted count=-1 hour=0 today=0
hours 9=0
after 1h
line 5
after 1h
line +
line -
line -              => Counted today=4 hour=0
hours 9=0 11=4 12=0

story: a tap stands on its own, and cannot be undone below what was taken back
line +
mark first
line -
undo first          !! CannotUndo
undo                => Undone ~ Main door -1
undo first          => Undone
counted 0
day is 2026-11-20 missing

story: an hour that was forgotten is entered with a reason, added to, and set
hour 2026-11-19 9 set 40    ?? HourReason before=0
yes                         ~ Why?
yes 忘了计数                => HourCounted visits=40 before=0
hour 2026-11-19 9 add 5     ?? HourReason before=40
yes 又来一队                => HourCounted visits=45 before=40
hour 2026-11-19 9 set 30    ?? HourReason before=45
yes 看错了                  => HourCounted visits=30 before=45 ~ before 45
last action reason=看错了
counted 30 on 2026-11-19
undo                        => Undone
counted 45 on 2026-11-19
day is 2026-11-19 counted

story: what is to come cannot be entered, nor what makes no sense
hour 2026-11-21 9 set 4     !! HourAhead
hour 2026-11-20 10 set 4    !! HourAhead
hour 2026-11-20 25 set 4    !! HourAhead !! HourOdd
hour 2026-11-19 25 set 4    !! HourOdd
hour 1926-11-19 9 set 4     !! DayOdd
hour 2026-11-19 9 set -4    !! CountOdd
hour 2026-11-19 day set 90  !! HourMissing

story: closed and not counted are two states, each taken away by itself; a day with neither is missing, not 0
day is 2026-11-18 missing
day 2026-11-18 closed       => DayMarked state=closed
day is 2026-11-18 closed
day 2026-11-18 not_counted  => DayMarked state=not_counted
day is 2026-11-18 not_counted
hour 2026-11-18 9 set 4     !! DayMarked state=not_counted
day 2026-11-18 not_counted  => DayMarked state=missing ~ taken away
day is 2026-11-18 missing
day 2026-11-18 missing      !! NotMarked
undo
day is 2026-11-18 not_counted
day 2026-11-21 closed       !! DayAhead

story: a day with counts is neither closed nor not counted
line +
day 2026-11-20 closed       !! DayCounted visits=1
undo
day 2026-11-20 closed       => DayMarked
line +                      !! DayMarked state=closed
day 2026-11-20 closed
line +                      => Counted

story: a count of no one is a count
hour 2026-11-18 9 set 0     ?? HourReason
yes 无人                    => HourCounted visits=0
day is 2026-11-18 counted

story: a day on which the whole venue is closed needs no mark
closed 2026-11-17
day is 2026-11-17 closed
line +

story: a gate is read by the hour or by the day, by half where it counts both ways
door 北门 gate both_ways
line /3
line +                      !! CountedByGate
hour 2026-11-20 9 set 81    => HourCounted visits=41 reading=81 ~ reading 81
hour 2026-11-20 day set 90  !! HourAndDay
hour 2026-11-20 9 add 9     ?? HourReason before=41
yes 补读                    => HourCounted visits=46
hour 2026-11-19 day set 300 => HourCounted visits=150
hour 2026-11-19 9 set 10    !! HourAndDay
day is 2026-11-19 counted
counted 46 of 46

story: a door counts by one source a day
line +
door Main\ door gate
line +                      !! TwoSources !! CountedByGate
hour 2026-11-20 9 set 30    !! TwoSources
hour 2026-11-19 9 set 30    => HourCounted visits=30
counted 1

story: the figures of a closed month stand
close month 2026-10
close month 2026-11
line +                      !! MonthClosed ~ 更正
hour 2026-10-31 9 set 4     !! MonthClosed
day 2026-10-31 closed       !! MonthClosed
line C1001                  !! MonthClosed
group 路人 5                !! MonthClosed

story: a card signs in once a person, zone and day
line C1001                  => SignedIn member=张国胜 today=1
after 3s
line C1001                  => AlreadySignedIn member=张国胜 at=09:00
attendances 1 units=1 industrial=1
line *3                     ~ Activities
line C1001                  => SignedIn zone=Activities
attendances 2 units=1
line *9                     !! NoSuchZone
undo                        => Undone ~ 张国胜
attendances 1
line C1001                  => SignedIn
today 2026-11-21
line C1001                  => SignedIn
attendances 1

story: a card that is lost or blocked is refused as at the lending desk
end card C1001 lost
line C1001                  !! CardLost
end card C1002 blocked
line C1002                  !! CardBlocked
retire 李小明
line C1003                  !! MemberRetired
attendances 0

story: without a card by name, with a yes
line zgs                    ?? WithoutCard
yes                         => SignedIn member=张国胜
accepted WithoutCard
line zgs                    => AlreadySignedIn
line li                     => Choose count=2
line 2                      ?? WithoutCard
no
attendances 1
counted 0

story: a digit is a group again once nothing is offered
line li                     => Choose
line 3                      => Counted count=3
line 2                      => Counted count=2

story: what nobody knows is refused here
line 4711                   !! UnknownCode entered=4711
line xyzzy                  !! UnknownCode
line 12                     => Counted

story: a group of a unit
group 一中工会 45 industrial=30 retired=10      => GroupSignedIn headcount=45 unknown=5 ~ 一中工会
attendances 45 units=1 industrial=30
counted 0
group 一中工会 10                               ?? GroupAgain headcount=45
yes                                             => GroupSignedIn unknown=10
attendances 55 units=1
undo                                            => Undone ~ 一中工会
attendances 45

story: a group under a free name is a unit of its own
group 城东合唱团 20                             => GroupSignedIn headcount=20 unknown=20 group=城东合唱团
group 一中工会 5                                => GroupSignedIn
line C1001
attendances 26 units=2 industrial=1

story: a group that cannot be
group 路人 0                                    !! HeadcountMissing
group 路人 5 industrial=6                       !! PartsTooMany parts=6
group 路人 200                                  ?? LargeGroup headcount=200
yes                                             => GroupSignedIn
group "" 5                                      !! PartyMissing
