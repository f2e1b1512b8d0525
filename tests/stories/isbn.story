title 活着 isbn=9787506365437
copy B1 of 活着 location=A架
member 张国胜 card=C1
member 李秀英 card=C2

story: the ISBN of one free copy lends it
scan C1
scan 9787506365437  => CheckedOut title=活着 barcode=B1

story: an ISBN-10 and hyphens mean the same title
scan C1
scan 7-5063-6543-X  => CheckedOut barcode=B1

story: a wrong check digit is no ISBN
scan 9787506365438  !! UnknownCode

story: the ISBN of two free copies asks which
copy B2 of 活着 location=B架
scan C1
scan 9787506365437  => Choose count=2 ~ B1 A架 ~ B2 B架
scan 2              => CheckedOut barcode=B2
has 张国胜 活着

story: the ISBN of a copy that is out offers to take it back
scan C1
scan B1
no
scan 9787506365437  => TitleShown title=活着 ~ take back from 张国胜
scan 1              => CheckedIn member=张国胜

story: the ISBN of the book a reader brings back does not lend them a second one
copy B2 of 活着
scan C1
scan B1
no
scan C1
scan 9787506365437  => Choose count=2 ~ take back from 张国胜
scan 1              => CheckedIn barcode=B1
has 张国胜 nothing

story: the ISBN without a reader shows the one free copy
scan 9787506365437  => CopyShown barcode=B1
scan 1              => InHouseUseRecorded

story: the ISBN of a title without copies shows the title
title 兄弟 isbn=9787532759811
scan 9787532759811  => TitleShown title=兄弟

story: two titles of one ISBN are never merged, the digit says which
title 活着（精装） isbn=9787506365437
copy H1 of 活着（精装）
scan C1
scan 9787506365437  => Choose count=2 ~ 精装
scan 2              => CheckedOut barcode=H1

story: the ISBN counts the one copy when shelving
mode shelving
scan 9787506365437  => InHouseUseRecorded

story: the ISBN of a title on the shelf is not renewed
mode renewal
scan 9787506365437  !! NotOnLoan
