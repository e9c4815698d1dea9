extension ThemeTexts {
    /// Kingdoms, dragons and magic.
    static let fantasy = ThemeTexts(
        english: """
            # names
            Eldermarch
            The Kingdom of Small Dragons
            Hearthmoor
            The Nine Crowns
            Wyrmrest Vale
            # about
            essence ~ a world of castles, guilds and dragons, where magic is taught in village schools and prophecies are delivered by post, often late.
            theme ~ Old magic and ordinary people: duty, courage and the trouble with prophecies
            palette ~ crimson, gold, emerald
            technology ~ Water mills, enchanted ink, tame dragons as smithy fires, and maps that sulk when folded wrongly.
            society ~ Nine crowns rule in turn, guilds rule all the time; hedge witches are consulted at night by those who mock them by day.
            culture ~ Oaths are sung, debts are danced off at midsummer, and every family keeps a chair for the unexpected hero.
            geography ~ Green marches, the Singing Mountains, a moor that moves in its sleep, and a sea that is said to end politely.
            history ~ The last dragon war ended when both sides were invited to the same wedding; the couple still argues.
            climate ~ Four honest seasons and a fifth that comes when the court wizard sneezes.
            resources ~ Silver, wool, dragon ember, and true names, which may be lent but never sold.
            conflict ~ The Crown wants magic registered; the Hedge says that a counted spell is a dead one.
            magic ~ Magic is bargaining: the world does what is asked if the price is honest and the rhyme is clean.
            period ~ The seventh year of the Patient Queen
            speech ~ A warm old speech full of proverbs; lying in rhyme is considered art.
            style ~ storybook medieval fantasy painting, castles and golden light
            # places
            Dragon Gate ~ at Dragon Gate ~ a mighty castle gate guarded by stone dragons
            the Guild Market ~ at the Guild Market ~ a medieval market with banners and craftsmen
            the Singing Mountains ~ in the Singing Mountains ~ jagged mountains with wind harps on their peaks
            the Tower of Ravens ~ in the Tower of Ravens ~ a crooked wizard's tower surrounded by ravens
            the Inn of the Third Wish ~ in the Inn of the Third Wish ~ a timbered inn with a roaring fireplace
            the Whispering Moor ~ on the Whispering Moor ~ a misty moor with standing stones
            the Royal Orchard ~ in the Royal Orchard ~ an orchard of silver apple trees below a castle
            the School of Small Spells ~ in the School of Small Spells ~ a village school with floating books
            the Bridge of Oaths ~ on the Bridge of Oaths ~ an old stone bridge hung with ribbons
            # roles
            dragon groom
            postman of prophecies
            hedge witch
            retired hero
            royal locksmith
            mapmaker of moving moors
            bard of small deeds
            apprentice alchemist
            knight without a horse
            keeper of true names
            troll mediator
            embroiderer of banners
            # things
            a sword that apologises
            a feather of a phoenix
            a map that sulks
            a ring with a crack
            a cauldron of grandmother's
            a scroll with a blot on the prophecy
            a dragon's milk tooth
            a goblet that tells the truth
            a cloak of almost invisibility
            a lute with five strings
            # events
            the Midsummer Oaths
            the Tournament of Second Sons
            the Dragon Blessing
            the Night of Open Graves and Good Jokes
            the Wishing Fair
            the Changing of the Crown
            the Feast of the Unexpected Hero
            # acts
            befriend a dragon
            outwit a prophecy
            brew courage in a small pot
            win a duel of riddles
            calm a sulking map
            rhyme a storm to sleep
            find the third wish
            ride without a horse
            break a curse politely
            carry an oath to the end
            # foods
            a honey cake from the abbey
            a mug of spiced cider
            a dragon-roasted chestnut
            a bowl of knight's stew
            # details
            It smells of hay, smoke and rosemary.
            A raven delivers a letter and waits for a tip.
            Banners snap in the wind like opinions.
            Somewhere a bell rings without a rope.
            The torches bow when somebody important lies.
            A small dragon sneezes sparks.
            The stones are warm, as if they had been thinking.
            # sayings
            a prophecy is a rumour with a seal
            feed the dragon before the guests
            even a crown is only borrowed
            ask the third brother
            a kept oath keeps you
            never trust a well that answers too quickly
            # tags
            realmlife
            dragons
            oaths
            smallmagic
            thirdwish
            heroes
            # surnames
            Ashford
            Ravenscar
            Dunmore
            Silverthorn
            Greymantle
            Hollowell
            Wyndham
            Emberly
            # motifs
            castle towers with banners
            small dragons in the sky
            glowing runes
            standing stones in mist
            ravens in flight
            """,
        russian: """
            # names
            Старое Пограничье
            Королевство Малых Драконов
            Очажный Край
            Девять Корон
            Долина Спящего Змея
            # about
            essence ~ мир замков, гильдий и драконов, где магии учат в деревенских школах, а пророчества доставляет почта, часто с опозданием.
            theme ~ Старая магия и обычные люди: долг, храбрость и неприятности с пророчествами
            technology ~ Водяные мельницы, зачарованные чернила, ручные драконы вместо кузнечного огня и карты, которые дуются, если их неправильно сложить.
            society ~ Девять корон правят по очереди, гильдии — всегда; к ведуньям ходят ночью те, кто смеётся над ними днём.
            culture ~ Клятвы поют, долги на солнцеворот отплясывают, и в каждом доме держат стул для нежданного героя.
            geography ~ Зелёные пограничья, Поющие горы, пустошь, которая ворочается во сне, и море, которое, говорят, кончается вежливо.
            history ~ Последняя драконья война кончилась тем, что обе стороны позвали на одну свадьбу; супруги спорят до сих пор.
            climate ~ Четыре честных времени года и пятое — когда чихнёт придворный волшебник.
            resources ~ Серебро, шерсть, драконий уголь и истинные имена: их можно одолжить, но не продать.
            conflict ~ Корона хочет записать всю магию в реестр; Ведуньи говорят, что сосчитанное заклинание мертво.
            magic ~ Магия — это торг: мир сделает, о чём просят, если цена честна, а рифма чиста.
            period ~ Седьмой год Терпеливой Королевы
            speech ~ Тёплая старинная речь, полная поговорок; соврать в рифму считается искусством.
            style ~ книжная средневековая живопись: замки, знамёна и золотой свет
            # places
            Драконьи ворота ~ у Драконьих ворот
            Гильдейский рынок ~ на Гильдейском рынке
            Поющие горы ~ в Поющих горах
            Башня Воронов ~ в Башне Воронов
            трактир «Третье желание» ~ в трактире «Третье желание»
            Шепчущая пустошь ~ на Шепчущей пустоши
            Королевский сад ~ в Королевском саду
            Школа малых чар ~ в Школе малых чар
            Мост Клятв ~ на Мосту Клятв
            # roles
            [конюх|смотрительница] драконов
            [почтальон|почтальонша] пророчеств
            [деревенский колдун|деревенская ведунья]
            [герой|героиня] на покое
            [королевский ключник|королевская ключница]
            картограф ходячих пустошей
            бард малых подвигов
            [подмастерье|подмастерье] алхимика
            рыцарь без коня
            [хранитель|хранительница] истинных имён
            [миротворец|миротворица] среди троллей
            [вышивальщик|вышивальщица] знамён
            # things
            меч, который извиняется
            перо феникса
            план, который умеет дуться
            кольцо с трещинкой
            бабушкин котелок
            свиток с кляксой на пророчестве
            драконий молочный зуб
            кубок, говорящий правду
            плащ-почти-невидимка
            лютневый колок из серебра
            # events
            Летние Клятвы ~ Летних Клятв
            Турнир вторых сыновей ~ Турнира вторых сыновей
            Драконье благословение ~ Драконьего благословения
            Ночь Добрых Призраков ~ Ночи Добрых Призраков
            Ярмарка желаний ~ Ярмарки желаний
            Смена Короны ~ Смены Короны
            Пир Нежданного Героя ~ Пира Нежданного Героя
            # acts
            подружиться с драконом
            перехитрить пророчество
            сварить храбрость в маленьком котелке
            выиграть поединок загадок
            успокоить обиженную карту
            убаюкать бурю рифмой
            найти третье желание
            скакать без коня
            вежливо снять проклятие
            донести клятву до конца
            # foods
            медовик из аббатства
            пряный сидр
            каштаны на драконьем огне
            рыцарский гуляш
            # details
            Пахнет сеном, дымом и розмарином.
            Ворон приносит письмо и ждёт чаевых.
            Знамёна хлопают на ветру, как мнения.
            Где-то звонит колокол без верёвки.
            Факелы кланяются, когда лжёт кто-то важный.
            Маленький дракон чихает искрами.
            Камни тёплые, будто думали всю ночь.
            # sayings
            пророчество — это слух с печатью
            накорми дракона раньше гостей
            и корона дана лишь взаймы
            спроси третьего брата
            сдержанная клятва держит тебя
            не верь колодцу, который отвечает слишком быстро
            # tags
            королевство
            драконы
            клятвы
            малаямагия
            третьежелание
            герои
            # surnames
            Воронов
            Пепельный
            Серебров
            Драконов
            Знамёнский
            Кузнецов
            Вересков
            Замковой
            """)
}
