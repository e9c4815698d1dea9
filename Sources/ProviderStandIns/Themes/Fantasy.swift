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
            # work
            Brushed the old red from snout to tail: nine hours, four brooms. He hummed, which melts the windows, but one does not interrupt. ~ My eyebrows are growing back in two colours.
            Delivered "beware the ides" to a widow in the marshes, eleven years late. She made tea. It seems it had been meant for the previous tenant. ~ My satchel is muttering again.
            A farmer wanted rain, his neighbour did not. I put a small cloud over the fence itself. Both are offended, the roses are not. ~ There is a toad in my hat, on business.
            A boy asked for the story of the giant. I told him about the blister instead. He wrote it down; there may be hope for heroism. ~ My sword is holding up the tomatoes very well.
            Opened the seventh door of the north wing with a hairpin and good manners. Behind it: the eighth door, laughing. ~ I carry four hundred keys, one of which is mine.
            Drew the moor at dawn, and by noon it had turned over on its other side. I now use a soft pencil and ask it to breathe slowly. ~ North is restless today, mind your step.
            Sang of a woman who returned a borrowed ladder. Eleven verses. By the ninth the whole tavern was looking at its feet. ~ My lute has a splinter and an opinion.
            The master asked for gold and I made a very good mustard. He tasted it, was silent, and asked for the recipe. ~ Nothing has exploded since Tuesday, and everyone is nervous.
            Arrived at the tournament on foot, on time and rather muddy. Won against a man whose horse preferred my company. We are both walking home. ~ I still say "whoa" at corners.
            A girl came to ask for her true name. I whispered it, and she said: "I know. I only wanted to hear it from someone else." ~ I speak little before noon; names wake easily.
            They have agreed on the bridge: the troll keeps it, the goats get Sundays, I get the right to cross with my eyes open. ~ I have a flat stone in my bag, as a compliment.
            A new banner for the old house: a hare, rampant, slightly embarrassed. The lord says it is exactly him. His wife says so, too. ~ I have gold thread on my tongue and a draft on my lap.
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
            A small dragon sneezes in the thatch.
            The weathercock turns to see who comes.
            A sword in a stone is used to dry washing.
            Somebody's shadow has arrived before its owner.
            The well answers, but only in rhyme.
            Over the hills a giant is turning in his sleep.
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
            # work
            Чищу старого рыжего от носа до хвоста: девять часов, четыре метлы. Он мурлычет, от этого плывут стёкла, но прерывать нельзя. ~ Брови отрастают двух разных цветов.
            Вдове на болотах доставлено «берегись полнолуния», с опозданием на одиннадцать лет. Напоила чаем. Оказалось, это прежним жильцам. ~ Сумка опять что-то бормочет.
            Один просил дождя, сосед — ни в коем случае. Вешаю тучку ровно над забором. Оба обижены, розы нет. ~ В шляпе жаба, по делу.
            Мальчишка просил про великана. Рассказываю про мозоль. Записывает: может, подвиги ещё не пропали. ~ Меч прекрасно держит помидоры.
            Седьмая дверь северного крыла открыта: шпилька и хорошие манеры. За ней восьмая, смеётся. ~ Четыреста ключей на поясе, мой — один.
            Утром нарисовал[|а] пустошь, к полудню она перевернулась на другой бок. Теперь карандаш мягкий, и я прошу её дышать ровнее. ~ Север сегодня беспокойный, смотрите под ноги.
            Пою о женщине, которая вернула соседям лестницу. Одиннадцать куплетов. К девятому вся таверна смотрит в пол. ~ У лютни заноза и своё мнение.
            Мастер велел добыть золото, вышла очень хорошая горчица. Попробовал, помолчал, попросил рецепт. ~ Со вторника ничего не взрывалось, все нервничают.
            На турнир — пешком, вовремя и по уши в грязи. Победа: коню соперника понравилось со мной. Домой идём втроём. ~ На поворотах всё ещё говорю «тпру».
            Пришла девочка узнать истинное имя. Шепчу на ухо, а она: «Знаю. Хотелось услышать от кого-нибудь ещё». ~ До полудня молчу: имена спят чутко.
            По мосту договорились: тролль остаётся, козам воскресенья, мне — право переходить с открытыми глазами. ~ В сумке плоский камень, это комплимент.
            Новое знамя для старого рода: заяц на дыбах, слегка смущён. Хозяин говорит: вылитый я. Хозяйка согласна. ~ На языке золотая нить, на коленях черновик.
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
            Праздник Клятв ~ Праздника Клятв
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
            В соломе чихает маленький дракон.
            Флюгер оборачивается посмотреть, кто идёт.
            На мече, что в камне, сушат бельё.
            Чья-то тень пришла раньше хозяина.
            Колодец отвечает, но только в рифму.
            За холмами ворочается спящий великан.
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
