title 活着
title 地图集
copy B000001 of 活着
copy B000002 of 活着 state=withdrawn
copy B000003 of 活着 state=lost
copy B000004 of 活着 state=repair
copy M000001 of 地图集 type=reference
member 张国胜 card=6217000001 unit=城北机械厂工会
member 李秀英 card=6217000002
member 王过期 card=6217000003 expires=2026-11-19
member 赵旧卡 card=6217000004 card_expires=2026-10-31

story: an unknown number is refused and can be registered
scan 6217999999     !! UnknownCode entered=6217999999 ~ F4
in hand nobody

story: an unknown barcode keeps the reader who is at the desk
scan 6217000001
scan B999999        !! UnknownCode entered=B999999
in hand 张国胜
scan B000001        => CheckedOut member=张国胜

story: an empty line and a line of spaces are nothing
scan ""             ..
scan "   "          ..

story: a line far too long is no code
scan 1234567890123456789012345678901234567890123456789012345678901234567890 !! UnknownCode

story: a lost card is refused, names its member and leaves nobody in hand
end card 6217000001 lost
scan 6217000002     => MemberShown member=李秀英
scan 6217000001     !! CardLost ~ 张国胜 ~ by name
in hand nobody
scan B000001        => CopyShown
has 李秀英 nothing

story: the book after a refused card is not lent to the reader before
end card 6217000001 blocked
scan 6217000002
scan 6217000001     !! CardBlocked
scan B000001        => CopyShown
has 李秀英 nothing

story: a replaced card is refused and the new card works
end card 6217000001 replaced
card 6217000009 of 张国胜 kind=temporary
scan 6217000001     !! CardBlocked ~ new card
scan 6217000009     => MemberShown member=张国胜
scan B000001        => CheckedOut member=张国胜

story: loans stay with the member when the card is lost
scan 6217000001
scan B000001
no
end card 6217000001 lost
card 6217000009 of 张国胜 kind=temporary
scan 6217000009     => MemberShown member=张国胜 outstanding=1
has 张国胜 活着

story: a card that is lost while its member is at the desk lends nothing more
scan 6217000001
end card 6217000001 lost
scan B000001        !! CardLost
in hand nobody
has 张国胜 nothing

story: a number that was another's once means the one who has it now
end card 6217000001 replaced
card 6217000001 of 李秀英
scan 6217000001     => MemberShown member=李秀英

story: an expired card is told at once and asked at the first book only
scan 6217000004     => MemberShown member=赵旧卡 ~ expired
scan B000001        ?? CardExpired
yes                 => CheckedOut member=赵旧卡
accepted CardExpired
scan B000003        ?? CopyWasLost
yes                 => CheckedOut outstanding=2
accepted CardExpired CopyWasLost

story: an ended membership is asked and can be declined
scan 6217000003     => MemberShown member=王过期 ~ ended
scan B000001        ?? MembershipExpired
no
has 王过期 nothing

story: what was passed for one reader is asked again for the next
scan 6217000003
scan B000001        ?? MembershipExpired
yes                 => CheckedOut
scan 6217000004
scan B000003        ?? CardExpired ?? CopyWasLost
no

story: the last day of a card and of a membership still counts
member 钱末日 card=6217000008 expires=2026-11-20 card_expires=2026-11-20
scan 6217000008     => MemberShown notices=()
scan B000001        => CheckedOut member=钱末日

story: who is no longer a member is refused
retire 张国胜
scan 6217000001     !! MemberRetired
in hand nobody

story: a withdrawn copy is refused with where to put it
scan 6217000001
scan B000002        !! CopyWithdrawn ~ withdrawn books
in hand 张国胜
no
after 3s
scan B000002        !! CopyWithdrawn

story: a copy on record as lost comes back into stock with a yes
scan B000003        ?? CopyWasLost
yes                 => CopyFound title=活着 barcode=B000003
state B000003 in_stock
after 3s
scan B000003        => CopyShown

story: a lost copy that is not taken into stock stays lost
scan B000003        ?? CopyWasLost
no
state B000003 lost

story: a copy from repair can be lent with a yes
scan 6217000001
scan B000004        ?? CopyInRepair
yes                 => CheckedOut title=活着
state B000004 in_stock

story: a book for reading on site only is not lent, whatever is said
scan 6217000001
scan M000001        !! ReadOnSite
no
after 3s
scan M000001        => CopyShown
scan 1              => InHouseUseRecorded title=地图集

story: without a rule nothing is lent
no rules
scan 6217000001
scan B000001        !! NoRule ~ manager
has 张国胜 nothing

story: everything that stands against a scan is said together, what forbids first
scan 6217000003
copy M000002 of 地图集 type=reference state=lost
scan M000002        !! ReadOnSite ?? MembershipExpired ?? CopyWasLost ~ reading on site
has 王过期 nothing

story: a book that is reported lost while on loan ends the loan as lost
scan 6217000001
scan B000001
no
lost B000001        => CopyReportedLost member=张国胜
has 张国胜 nothing
state B000001 lost
lost B000001        !! CopyNotThere
figure returns = 0

story: a clerk may lend but not report a book lost
as clerk
scan 6217000001
scan B000001        => CheckedOut
lost B000001        !! NotAllowed deed=lending.report_lost
has 张国胜 活着
