extension ThemeTexts {
    /// Oceans, harbours and islands.
    static let sea = ThemeTexts(
        english: """
            # names
            Tidehollow
            The Salt Archipelago
            Pelagia
            The Drowned Commonwealth
            Lanternwake
            The Seventh Tide
            # about
            essence ~ a world of islands, drifting ports and drowned towns, where the tide is the only clock that everybody trusts.
            theme ~ Life between tides: what the sea gives, what it takes, and what it keeps
            palette ~ sea green, coral, ivory
            technology ~ Sails of living kelp, diving bells with glass organs and lighthouses that send letters by light.
            society ~ Captains rule as long as they are at sea; ashore the Council of Lamp Keepers has the last word, and the Drowned have a seat that stays empty and is always counted.
            culture ~ Songs are maps: whoever knows all verses knows the way. Children get their name at the first storm they sleep through.
            geography ~ Nine great islands and countless small ones drift around the Still Eye; below them streets of an older city glimmer through green water.
            history ~ Three hundred years ago the sea rose in a single night. Those who had boats saved those who had none, and from that night all law begins.
            climate ~ Warm fog in the mornings, long golden evenings, and the storm season, when every door is shared.
            resources ~ Pearls, salt, amber and fresh water, the last of which is worth more than the other three together.
            conflict ~ The Anchored want to fasten the islands together for ever; the Drifters say that a land which cannot leave is a prison.
            magic ~ The sea answers those who ask politely; its answer always comes with the next tide and never in words.
            period ~ The third century after the Great Rising
            speech ~ Everyone speaks Harbourish, a mix of nine island tongues with forty words for waves and none for hurry.
            style ~ dreamy maritime watercolour, sea-green light and brass lanterns
            # places
            the Floating Market ~ at the Floating Market ~ a floating market of painted boats under striped awnings
            the Lighthouse of Letters ~ at the Lighthouse of Letters ~ a tall white lighthouse sending coloured beams across the bay
            Coral Street ~ on Coral Street ~ a steep street of coral-pink houses above the harbour
            the Drowned Cathedral ~ above the Drowned Cathedral ~ spires of a drowned cathedral shimmering under clear water
            the Old Pier ~ on the Old Pier ~ a weathered wooden pier with lanterns and nets
            the Sirens' Tavern ~ in the Sirens' Tavern ~ a warm tavern built into an overturned ship
            Whale Bay ~ in Whale Bay ~ a quiet bay where a whale surfaces at dusk
            the Shipyard of Second Chances ~ in the Shipyard of Second Chances ~ a shipyard full of half-mended hulls and sparks
            the Tidal Stairs ~ on the Tidal Stairs ~ wide stone stairs going down into the sea
            # roles
            tide cartographer
            lighthouse letter keeper
            pearl auctioneer
            captain without a ship
            diver of drowned streets
            kelp sail weaver
            harbour midwife
            storm translator
            smuggler of fresh water
            tuner of fog bells
            whale shepherd
            mender of nets and quarrels
            # work
            The coast moved two metres since breakfast, so this morning's chart is already history. I sign each sheet with the hour, like bread. ~ My ink is drying slower than the tide is rising.
            Forty letters today, thirty-eight of them to people who moved with their islands. I keep the undeliverable ones by the lamp, where they stay warm. ~ The mail boat whistled twice, so there is hope.
            Sold a black pearl to the third bidder, who cried and gave it straight back to the diver. My hammer did not know what to do with itself. ~ Lot seven is still rolling somewhere under my desk.
            Inspected the crew this morning: one gull, one bucket, one very loyal rope. A ship is mostly a matter of what people call you when it rains. ~ I have polished the wheel again; only the ship is missing.
            Third street on the left, second window: somebody's kettle, still on its stove. I left it there. Some kitchens are only waiting. ~ I still have the bell tower in my ears.
            New sail on the loom, nine metres of living kelp, and it leans towards the window whenever the wind asks. You do not weave such cloth, you persuade it. ~ My sleeves are growing again, I must trim them.
            A girl, born at the top of the tide, with a voice that made three boats change course. Mother well, grandmother unbearable. ~ Somebody on the upper quay is going to be born by Thursday.
            Tonight's storm spoke for six hours and said, in sum: shut the west windows and call your brother. I left out the swearing. ~ The barometer is clearing its throat.
            Brought in eleven barrels under a load of onions. The guard drank a cup, cried a little and did not see a thing. ~ Today the onions smell of nothing but onions, which worries me.
            The north bell was a quarter-tone too honest and frightened the herring. Filed it for an hour; now it warns and comforts at once. ~ I hum the fog's note to myself, to keep it straight.
            Old Auntie led the pod past the lamps at dawn and waited for the smallest one. Nobody shepherds whales; one merely walks the same way, politely. ~ The herd sleeps in the bay, and I count breaths.
            One net, two brothers, three years of silence, and all of it in the same knot. Undid it by supper. The net will hold, too. ~ There are four quarrels on the hook and only one needle.
            # things
            a compass that points to home
            a bottle with somebody's letter
            a shell that repeats the last word
            an anchor the size of a thumb
            a lantern that burns under water
            a map of the drowned streets
            a pearl with a crack
            a brass diving helmet
            a bell from a sunken ship
            a coat sewn from old sails
            # events
            the Night of Lanterns
            the Long Low Tide
            the Regatta of Fools
            the Return of the Whales
            the First Storm
            the Blessing of the Boats
            the Great Fog
            # acts
            read the currents by smell
            sail without a map
            stay under water for a whole song
            talk a storm out of it
            tie a knot that trusts you
            dive for the old city bells
            outwait the tide
            teach a gull manners
            steer by the sound of the shore
            write a letter to the sea
            # foods
            a bowl of lighthouse chowder
            a salted caramel from the docks
            a cup of seaweed tea
            a grilled moonfish on a stick
            # details
            It smells of salt, tar and oranges.
            A fog bell rings twice and thinks better of it.
            The water is so clear that the boats seem to fly.
            Gulls discuss the news.
            Ropes creak in their sleep.
            Lamps light up one after another along the quay.
            The tide has left a line of silver on every step.
            A crab crosses the quay without looking left or right.
            Somewhere a net is being shaken out, and it rains for a second.
            The mooring posts wear hats of foam.
            A boy sells the sound of the sea, two coins a shell.
            The wind has put salt on everyone's lips.
            Far out a ship rings for supper.
            # sayings
            the sea returns everything except time
            ask the water, but do not hurry it
            a harbour is a promise made of stone
            whoever fears the wave has already met it
            even an anchor dreams of sailing
            low tide shows who swept under the carpet
            # tags
            sealife
            tides
            harbour
            saltandlight
            islands
            lighthouse
            # surnames
            Harbour
            Pelagos
            Saltmarsh
            Seward
            Tideman
            Maris
            Reef
            Gullane
            # motifs
            rolling waves with lantern reflections
            sails on the horizon
            glowing jellyfish
            coral arches
            circling seagulls
            """,
        russian: """
            # names
            Приливная Лощина
            Соляной Архипелаг
            Пелагия
            Затонувшее Содружество
            Фонарный След
            Седьмой Прилив
            # about
            essence ~ мир островов, плавучих портов и затонувших городов, где прилив — единственные часы, которым верят все.
            theme ~ Жизнь между приливами: что море даёт, что забирает и что хранит
            technology ~ Паруса из живых водорослей, водолазные колокола со стеклянными органами и маяки, которые пересылают письма светом.
            society ~ Капитаны правят, пока они в море; на берегу последнее слово за Советом смотрителей, а у Утонувших есть кресло: оно всегда пустует и всегда учитывается.
            culture ~ Песни здесь — карты: кто помнит все куплеты, знает дорогу. Имя ребёнок получает в первый шторм, который он проспал.
            geography ~ Девять больших островов и бессчётные малые дрейфуют вокруг Тихого Ока; под ними сквозь зелёную воду мерцают улицы прежнего города.
            history ~ Триста лет назад море поднялось за одну ночь. Те, у кого были лодки, спасли тех, у кого лодок не было, — с той ночи и начинается закон.
            climate ~ Тёплые туманы по утрам, долгие золотые вечера и сезон штормов, когда любую дверь делят на всех.
            resources ~ Жемчуг, соль, янтарь и пресная вода; последняя дороже трёх первых, вместе взятых.
            conflict ~ Якорные хотят навсегда скрепить острова; Дрейфующие говорят, что земля, которая не может уйти, — это тюрьма.
            magic ~ Море отвечает тем, кто вежливо спросит; ответ приходит со следующим приливом и никогда — словами.
            period ~ Третий век после Великого Подъёма
            speech ~ Все говорят на портовом — смеси девяти островных наречий, где сорок слов для волны и ни одного для спешки.
            style ~ мечтательная морская акварель: цвет морской волны, туман и латунные фонари
            # places
            Плавучий рынок ~ на Плавучем рынке
            Маяк Писем ~ у Маяка Писем
            Коралловая улица ~ на Коралловой улице
            Затонувший собор ~ над Затонувшим собором
            Старый пирс ~ на Старом пирсе
            таверна «Сирены» ~ в таверне «Сирены»
            Китовая бухта ~ в Китовой бухте
            Верфь Второго Шанса ~ на Верфи Второго Шанса
            Приливная лестница ~ на Приливной лестнице
            # roles
            [картограф|картограф] приливов
            [хранитель|хранительница] писем маяка
            [аукционист|аукционистка] жемчуга
            капитан без корабля
            [ныряльщик|ныряльщица] по затонувшим улицам
            [ткач|ткачиха] водорослевых парусов
            [портовый лекарь|портовая повитуха]
            [переводчик|переводчица] штормов
            [контрабандист|контрабандистка] пресной воды
            [настройщик|настройщица] туманных колоколов
            [пастух|пастушка] китов
            [починщик|починщица] сетей и ссор
            # work
            Берег с завтрака сдвинулся на два метра, так что утренняя карта — уже история. На каждом листе ставлю час, как на хлебе. ~ Чернила сохнут медленнее, чем поднимается вода.
            Сорок писем за день, тридцать восемь — тем, кто уплыл вместе с островом. Недоставленные храню у лампы, там теплее. ~ Почтовый катер свистнул дважды, значит, есть надежда.
            Чёрная жемчужина ушла третьему покупателю: заплакал и тут же вернул её тому, кто нырял. Молоток не знал, куда себя деть. ~ Лот номер семь до сих пор катается у меня под столом.
            Утренний смотр команды: чайка, ведро и очень преданный канат. Корабль — это прежде всего то, как тебя зовут в дождь. ~ Штурвал снова начищен, не хватает только корабля.
            Третья улица налево, второе окно: чей-то чайник так и стоит на плите. Я его не трогаю. Некоторые кухни просто ждут. ~ В ушах до сих пор колокольня.
            На станке новый парус, девять метров живых водорослей, и стоит ветру спросить, как он тянется к окну. Такую ткань не ткут, её уговаривают. ~ Рукава опять пустили ростки, пора подстригать.
            Девочка, родилась на самой высокой воде, и от её голоса три лодки сменили курс. Мать здорова, бабушка невыносима. ~ На верхней набережной кто-то родится к четвергу.
            Ночной шторм говорил шесть часов, а по сути сказал: закройте западные окна и позвоните брату. Ругательства не перевожу. ~ Барометр прочищает горло.
            [Провёз|Провезла] одиннадцать бочек под грузом лука. Стражник выпил кружку, прослезился и ничего не заметил. ~ Лук сегодня пахнет только луком, и это тревожит.
            Северный колокол звучал на четверть тона честнее, чем надо, и пугал сельдь. Час работы напильником — теперь он и предупреждает, и утешает. ~ Напеваю ноту тумана, чтобы не сбиться.
            На рассвете старая Тётушка провела стадо мимо фонарей и подождала самого маленького. Китов не пасут, с ними вежливо идут в одну сторону. ~ Стадо спит в бухте, считаю вдохи.
            Одна сеть, два брата, три года молчания, и всё в одном узле. К ужину развязалось. Сеть тоже выдержит. ~ На крючке четыре ссоры, а игла одна.
            # things
            компас, показывающий на дом
            письмо в бутылке
            эхо в витой раковине
            якорь размером с палец
            фонарь, который горит под водой
            план затонувших улиц
            жемчужное зерно с трещиной
            медный водолазный шлем
            колокол с потонувшего корабля
            пальто, сшитое из старых парусов
            # events
            Ночь Фонарей ~ Ночи Фонарей
            Долгий Отлив ~ Долгого Отлива
            Регата Дураков ~ Регаты Дураков
            Возвращение Китов ~ Возвращения Китов
            Первый Шторм ~ Первого Шторма
            Благословение Лодок ~ Благословения Лодок
            Великий Туман ~ Великого Тумана
            # acts
            читать течения по запаху
            плыть без карты
            задержать дыхание на целую песню
            отговорить шторм
            завязать узел, который тебе доверяет
            нырнуть за колоколами старого города
            переждать прилив
            научить чайку манерам
            править по звуку берега
            написать письмо морю
            # foods
            суп смотрителя маяка
            солёный леденец с причала
            чай из водорослей
            копчёный лунный ёрш на палочке
            # details
            Пахнет солью, смолой и апельсинами.
            Туманный колокол звякает дважды и передумывает.
            Вода так прозрачна, что лодки будто летят.
            Чайки обсуждают новости.
            Канаты поскрипывают во сне.
            Вдоль набережной один за другим загораются фонари.
            Прилив оставил на каждой ступени серебряную черту.
            Краб переходит набережную, не глядя по сторонам.
            Где-то вытряхивают сеть, и секунду идёт дождь.
            На причальных тумбах шапки из пены.
            Мальчишка торгует шумом моря, две монеты за ракушку.
            У всех на губах соль, это ветер.
            Далеко в море корабль зовёт звоном к ужину.
            # sayings
            море возвращает всё, кроме времени
            спроси у воды, но не торопи её
            гавань — это обещание из камня
            кто боится волны, тот с ней уже знаком
            даже якорь мечтает о плавании
            отлив покажет, кто что прятал
            # tags
            море
            приливы
            гавань
            сольисвет
            острова
            маяк
            # surnames
            Гаванов
            Пелагин
            Солеваров
            Морской
            Приливов
            Маринин
            Рифов
            Чайкин
            """)
}
