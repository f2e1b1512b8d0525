title 活着
title 围城
copy B000001 of 活着 accession=1683011
copy B000002 of 围城
copy 10086 of 围城
member 张国胜 card=6217000001 phone=13800000001 unit=城北机械厂工会
member 李秀英 card=0012345678 phone=13800000002
member 陈十 card=10086

story: full-width, lower case and spaces in a code are folded
scan "６２１７ ００００ ０１"   => MemberShown member=张国胜
scan " b000001"     => CheckedOut title=活着

story: leading zeros of a card are part of its number
scan 12345678       !! UnknownCode
scan 0012345678     => MemberShown member=李秀英

story: an accession number is as good as a barcode
scan 1683011        => CopyShown barcode=B000001

story: a code of a card and of a book asks which is meant
scan 10086          => Choose count=2 ~ Card: 陈十 ~ Book: 围城
scan 1              => MemberShown member=陈十

story: the other meaning of a code of two kinds is one digit away
scan 10086          => Choose count=2
scan 2              => CopyShown barcode=10086

story: a choice can be left for another card
scan 10086          => Choose
scan 6217000001     => MemberShown member=张国胜
scan 1              !! UnknownCode

story: a full-width digit chooses too
scan 10086          => Choose
scan １             => MemberShown member=陈十

story: a scan is refused while a question stands and the question stays
member 周五本 card=6217000005 expires=2026-01-31
scan 6217000005
scan B000001        ?? MembershipExpired
scan B000002        !! QuestionStands ?? MembershipExpired ~ F9
scan 6217000001     !! QuestionStands ?? MembershipExpired
yes                 => CheckedOut title=活着 member=周五本
scan B000002        => CheckedOut member=周五本

story: the same scan once more while its question stands is one scan
member 周五本 card=6217000005 expires=2026-01-31
scan 6217000005
scan B000001        ?? MembershipExpired
scan B000001        ..
no

story: an answer to no question is nothing
yes                 ..
scan 6217000001
yes                 ..
in hand 张国胜

story: nothing is undone while a question stands
member 周五本 card=6217000005 expires=2026-01-31
scan 6217000001
scan B000002
scan 6217000005
scan B000001        ?? MembershipExpired
undo                !! QuestionStands ?? MembershipExpired
no
has 张国胜 围城

story: another mode lets the question go
scan 6217000001
scan B000001
after 3s
scan B000001        ?? JustLent
mode shelving       ~ Shelving
yes                 ..
in hand nobody
has 张国胜 活着

story: initials that mean one member bring them without a card, and the first book asks
scan zgs            => MemberShown member=张国胜
scan B000001        ?? WithoutCard ~ 未带卡
yes                 => CheckedOut member=张国胜
accepted WithoutCard
scan B000002        => CheckedOut member=张国胜
accepted WithoutCard

story: a member without a card may still show it later
scan zgs
scan B000001        ?? WithoutCard
no
scan 6217000001
scan B000001        => CheckedOut member=张国胜

story: a name in characters is found too
scan 李秀英         => MemberShown member=李秀英

story: people of the same name are told apart
member 张国胜甲 phone=13911110003 unit=一中工会
member 张国升 phone=13911110004 unit=二中工会
scan zgs            => Choose ~ 一中工会 ~ 0004
scan 3              => MemberShown

story: a name nobody has is unknown
scan 欧阳无此人     !! UnknownCode

story: a member found in the list comes to the desk, and the waiting copy goes to them
scan B000001
scan 2              => CardAwaited
show 张国胜         ?? WithoutCard
yes                 => CheckedOut title=活着 member=张国胜
in hand 张国胜

story: Esc to the question of a waiting copy leaves it waiting for a card
scan B000001
scan 2
show 张国胜         ?? WithoutCard
no
in hand nobody
scan 6217000001     => CheckedOut title=活着

story: a refused card leaves the waiting copy for the next
end card 6217000001 lost
scan B000001
scan 2
scan 6217000001     !! CardLost
scan 0012345678     => CheckedOut title=活着 member=李秀英

story: two questions on the way to one deed are asked one after the other, once each
rule standard book ask_on_return=yes
scan 6217000001
scan B000001
after 3s
scan B000001        ?? JustLent
yes                 ?? ReturnToCheck
yes                 => CheckedIn title=活着
accepted JustLent ReturnToCheck

story: the reason given to the first question holds for the second
rule standard book ask_on_return=yes renewals=0
scan 6217000001
scan B000001
no
mode renewal
scan B000001        ?? RenewalLimit
yes 停电            => Renewed
last action reason=停电
