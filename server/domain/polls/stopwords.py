"""Function words, which say nothing in a word cloud, for the languages of the conference.

The lists are short on purpose: articles, pronouns, conjunctions, prepositions, auxiliary verbs, particles of
politeness, words of degree and of wishing. Words that somebody could mean as an answer are not in them: no
negations, no good or bad, no more or less. Words are written as usual, with spaces between them.
"""

ENGLISH = """
    a an the this that these those it its it's he she they them their there i i'm me my mine we we're us our
    you your who which what where when how why and or but if so then than as at by for from in into of off on
    onto out over to up with within about after before between during through is are was were be been being am
    do does did done have has had having will would can could should shall may might must let let's also just
    very really quite too such some any each every both all one get got need needs want wants like please
    everyone
"""

INDONESIAN = """
    yang dan di ke dari untuk dengan pada dalam oleh atau juga itu ini adalah ialah akan sudah telah sedang
    masih bisa dapat harus agar supaya karena sebab jika kalau bila maka saya aku kami kita kamu anda dia ia
    mereka nya para sebagai seperti sangat sekali lah kah pun ada antara terhadap tentang bagi hingga sampai
    saat ketika lagi saja hanya tetapi tapi namun sebuah suatu setiap semua bahwa sehingga yg dgn utk perlu
    ingin mau tolong mohon
"""

GERMAN = """
    der die das den dem des ein eine einen einem einer eines und oder aber auch als am an auf aus bei beim bis
    da damit dann daß dass denn diese dieser dieses doch du durch er es für hat habe haben hatte ich ihr ihre
    im in ins ist ja kann können man mit mir muss müssen nach noch nur ob sehr sein seine sich sie sind so
    soll sollte sollten sollen um uns unser unsere unter vom von vor war waren was wenn werden wie wir wird wo
    zu zum zur über zwischen wurde würde alle mehrere etwas eben mal brauche brauchen möchte möchten bitte
"""

THAI = """
    ที่ และ ของ ใน เป็น การ ความ มี ให้ ได้ จะ ก็ กับ แก่ แต่ หรือ ว่า นี้ นั้น นั่น อยู่ คือ ซึ่ง โดย จาก ถึง เพื่อ
    เพราะ ถ้า หาก เมื่อ แล้ว ด้วย ต้อง ควร อยาก กว่า มาก ๆ ฯลฯ ครับ ค่ะ คะ นะ จ้า ผม ฉัน ดิฉัน เรา เขา พวก ท่าน คุณ ไป มา
    ยัง อีก ทุก บาง กัน เช่น ต่อ ตาม สำหรับ อย่าง แบบ ทำให้ และก็ รวมถึง ขึ้น อยากให้ ขอ ขอให้ เลย
"""

ABBREVIATIONS = (
    *("e.g.", "i.e.", "z. B.", "z.B.", "d. h.", "d.h.", "u. a.", "u.a.", "o. ä.", "o.ä."),
    *("s. o.", "s.o.", "u. v. m.", "a.l.", "a. l.", "y.i.", "d.l.l.", "d. l. l."),
)
"""For "for example", "that is" and the like. They have spaces in them, and occur in no other language."""
