# A desk that begins with the lists it has.

today 2026-11-20 09:00
import books imports_books.csv       => Imported subject=books new=4 rejected=1
import members imports_members.csv   => Imported subject=members new=2 rejected=0

story: what came from files is lent at once
scan 6217000001   => MemberShown member=张国胜
scan b000001      => CheckedOut title=活着 member=张国胜
scan 0012345678   => MemberShown member=李秀英
scan 9787020024759 => CheckedOut title=围城

story: the same file again changes nothing
import members imports_members.csv   => Imported new=0 changed=0 equal=2
import books imports_books.csv       => Imported new=0 changed=0 equal=4 rejected=1

story: what differs is taken only when it is asked for
import members imports_members_later.csv          => Imported new=0 changed=0 equal=1 left=1
import members imports_members_later.csv update   => Imported new=0 changed=1 equal=1 left=0

story: a file that is not there or of another subject is refused as a whole
import members nowhere.csv           !! FileUnreadable ~ nowhere.csv
import loans imports_members.csv     !! FileUnreadable ~ Barcode

story: a clerk imports nothing
as clerk
import members imports_members.csv   !! NotAllowed
