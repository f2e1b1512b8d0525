title 活着 isbn=9787506365437
copy B000001 of 活着
copy B000002 of 活着
member 张国胜 card=6217000001 phone=13800000001 unit=城北机械厂工会
member 李秀英 card=6217000002

story: a card and a book make a loan, and the book again takes it back
scan 6217000001     => MemberShown member=张国胜 outstanding=0
scan B000001        => CheckedOut title=活着 due=2026-12-20 outstanding=1
figure loans today = 1
undo                => Undone
has 张国胜 nothing
figure loans = 0
power cut
has 张国胜 nothing
scan 6217000001     => MemberShown
scan B000001        => CheckedOut
power cut
has 张国胜 活着
scan B000001        => CheckedIn member=张国胜 days_late=0
