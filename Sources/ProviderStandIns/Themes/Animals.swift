extension ThemeTexts {
    /// Beasts that speak, and those who live with them.
    static let animals = ThemeTexts(
        english: """
            # names
            Pawsworth
            The Burrow Commonwealth
            Whiskerwood
            The Great Menagerie
            Featherfall
            # about
            essence ~ a world where animals speak, vote and write letters, and humans are only one of many peoples, and not the most punctual.
            theme ~ Many natures under one sky: instinct, manners and unlikely friendship
            palette ~ moss, amber, cream
            technology ~ Treadmill trams, nest towers, scent newspapers, and tunnels dug by engineers who cannot see but never err.
            society ~ The Parliament of Paws meets at dusk, so that day and night creatures may both attend; predators have signed the Treaty of Full Bowls.
            culture ~ One greets by species: a bow, a sniff, a slow blink. Molting is a holiday; hibernation is a pension.
            geography ~ The Burrows, the Branches, the Long River with its otter ports, and the Open Field, where nobody may hide or chase.
            history ~ It began with a fox who asked a hare for directions, and a hare who answered.
            climate ~ Honest seasons, announced by cranes; the moles predict earthquakes in the morning paper.
            resources ~ Acorns, wool, wax, warm sand; trust is counted in crumbs.
            conflict ~ The Tame want rules for everyone; the Wild want one night a month without any.
            magic ~ Once in a life every creature understands all others for an hour; it seldom picks a good moment.
            period ~ The hundredth spring of the Treaty
            speech ~ A common tongue with room for tails; sarcasm is impossible for dogs.
            style ~ gentle watercolour animal fable, warm meadow light
            # places
            the Parliament of Paws ~ in the Parliament of Paws ~ a round wooden hall with benches of every size
            Otter Port ~ at Otter Port ~ a river port with tiny boats and otters
            the Owl Post Office ~ in the Owl Post Office ~ a post office of pigeonholes with owls
            Acorn Street ~ on Acorn Street ~ a street of little doors in tree trunks
            the Open Field ~ in the Open Field ~ a wide meadow with wildflowers and deer
            the Mole Metro ~ in the Mole Metro ~ a lantern-lit tunnel station
            the Cat Tearoom ~ in the Cat Tearoom ~ a tearoom with cushions and sunlit windows
            the Nest Towers ~ in the Nest Towers ~ tall towers of woven nests
            the Whispering Barn ~ in the Whispering Barn ~ an old red barn at dusk
            # roles
            interpreter for birds
            hedgehog barber
            fox attorney
            otter boat builder
            owl night librarian
            shepherd of shy creatures
            mole tunnel engineer
            cat etiquette teacher
            bear honey auditor
            crane weather announcer
            squirrel banker
            keeper of the Full Bowls
            # things
            a feather with a name on it
            an acorn with a keyhole
            a collar that nobody claims
            a map of all smells
            a bell without a cat
            a jar of bear honey
            a letter with a paw print
            a nest made of ribbons
            a snail's diary
            a pair of glasses for moles
            # events
            the Treaty Day
            the Great Molting
            the Crane Arrival
            the Night of the Wild
            the Acorn Audit
            the Waking of the Bears
            the Slow Race
            # acts
            greet a porcupine properly
            outstare a cat
            carry a secret past a magpie
            translate a purr
            sleep all winter
            win the Slow Race
            find a nut from last year
            howl in a choir
            forgive a wolf
            build a nest that lasts
            # foods
            an acorn pancake
            a bowl of clover salad
            a thimble of bear honey
            a river-weed roll
            # details
            It smells of hay and rain.
            Swallows underline the sky.
            A mole emerges, bows and goes back.
            Crickets tune up for the evening.
            Somebody's tail is asleep in the sun.
            The grass moves without any wind.
            An owl clears its throat meaningfully.
            # sayings
            sniff first, judge later
            even the snail arrives
            a full bowl makes good neighbours
            never explain a joke to a dog
            who purrs has been heard
            the fox asks, the hare answers, and so it goes
            # tags
            pawsandtails
            burrowlife
            owlpost
            treatyday
            feathers
            slowrace
            # surnames
            Foxley
            Hareton
            Badgerly
            Otterburn
            Finch
            Wolfe
            Sparrowhawk
            Hedges
            # motifs
            foxes and hares in a meadow
            birds crossing the sky
            tiny doors in trees
            lantern-lit burrows
            deer at the edge of the woods
            """,
        russian: """
            # names
            Лапоград
            Норное Содружество
            Усатый Бор
            Великий Зверинец
            Пероград
            # about
            essence ~ мир, где звери говорят, голосуют и пишут письма, а люди — лишь один из многих народов, и не самый пунктуальный.
            theme ~ Много натур под одним небом: инстинкт, манеры и неожиданная дружба
            technology ~ Трамваи на беличьих колёсах, башни-гнёзда, газеты запахов и туннели, которые роют инженеры, что не видят, но не ошибаются.
            society ~ Парламент Лап собирается в сумерки, чтобы успели и дневные, и ночные; хищники подписали Договор Полных Мисок.
            culture ~ Здороваются по обычаю вида: поклон, обнюхивание, медленное моргание. Линька — праздник, спячка — пенсия.
            geography ~ Норы, Ветви, Долгая река с портами выдр и Чистое поле, где нельзя ни прятаться, ни догонять.
            history ~ Всё началось с лисы, которая спросила у зайца дорогу, и зайца, который ответил.
            climate ~ Честные времена года, о них объявляют журавли; землетрясения предсказывают кроты в утренней газете.
            resources ~ Жёлуди, шерсть, воск, тёплый песок; доверие считают в крошках.
            conflict ~ Ручные хотят правил для всех; Дикие — одной ночи в месяц без всяких правил.
            magic ~ Раз в жизни каждый на час понимает всех остальных; удачный момент выпадает редко.
            period ~ Сотая весна Договора
            speech ~ Общий язык, где есть место хвосту; сарказм собакам недоступен.
            style ~ нежная акварельная басня о зверях: тёплый луговой свет
            # places
            Парламент Лап ~ в Парламенте Лап
            порт выдр ~ в порту выдр
            Совиная почта ~ на Совиной почте
            Жёлудевая улица ~ на Жёлудевой улице
            Чистое поле ~ в Чистом поле
            Кротовое метро ~ в Кротовом метро
            чайная «Кот» ~ в чайной «Кот»
            башни-гнёзда ~ в башнях-гнёздах
            Шепчущий амбар ~ в Шепчущем амбаре
            # roles
            [переводчик|переводчица] с птичьего
            парикмахер ежей
            адвокат лис
            [строитель|строительница] лодок для выдр
            ночной библиотекарь сов
            [пастух|пастушка] застенчивых зверей
            инженер кротовых туннелей
            [учитель|учительница] кошачьих манер
            ревизор медвежьего мёда
            [глашатай|глашатая] журавлиной погоды
            [беличий банкир|беличья банкирша]
            [хранитель|хранительница] Полных Мисок
            # things
            перо с чьим-то именем
            жёлудь с замочной скважиной
            ошейник, который ничей
            атлас всех запахов
            бубенчик без кота
            бочонок медвежьего мёда
            письмо с отпечатком лапы
            гнездо из ленточек
            дневник улитки
            очки для кротов
            # events
            День Договора ~ Дня Договора
            Великая Линька ~ Великой Линьки
            Прилёт Журавлей ~ Прилёта Журавлей
            Дикая Ночь ~ Дикой Ночи
            Жёлудевая ревизия ~ Жёлудевой ревизии
            Пробуждение Медведей ~ Пробуждения Медведей
            Медленная гонка ~ Медленной гонки
            # acts
            правильно поздороваться с дикобразом
            переглядеть кота
            пронести секрет мимо сороки
            перевести мурлыканье
            проспать всю зиму
            выиграть Медленную гонку
            найти прошлогодний орех
            выть в хоре
            простить волка
            свить гнездо, которое не развалится
            # foods
            жёлудевый блин
            клеверный салат
            медвежий мёд
            рулет из речной травы
            # details
            Пахнет сеном и дождём.
            Ласточки подчёркивают небо.
            Крот выглядывает, кланяется и уходит.
            Сверчки настраиваются к вечеру.
            Чей-то хвост спит на солнце.
            Трава шевелится без ветра.
            Сова многозначительно откашливается.
            # sayings
            сначала обнюхай, потом суди
            и улитка приходит
            полная миска — добрый сосед
            не объясняй собаке шутку
            кто мурлычет, того услышали
            лиса спросит, заяц ответит, так и живём
            # tags
            лапыихвосты
            норнаяжизнь
            совинаяпочта
            деньдоговора
            перья
            медленнаягонка
            # surnames
            Лисицын
            Зайцев
            Барсуков
            Выдрин
            Зябликов
            Волков
            Журавский
            Ежов
            """)
}
