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
            # work
            Interpreted between two crows and a lawyer. The crows were precise, the lawyer had to be repeated three times. ~ I have a feather behind my ear and a headache in sparrow.
            A little off the sides, the client said, and curled up laughing. Four hours, one moustache, many plasters. ~ My combs are back from the blacksmith.
            Defended a vixen who took one egg and left a thank-you note. The court kept the note. Case dismissed, with breakfast. ~ My client is elsewhere, in three places at once.
            Launched the Little Whisker at noon. The owners slid down the slipway eleven times before they remembered the boat. ~ There are wood shavings in my tea and a tail in my glue.
            Loan of the night: "A History of Rustling". Returned within the hour, with corrections. ~ Hush, the reference section is hunting.
            Six of them came out today, one after the other, and looked at the meadow. Nobody said anything. It was a wild party. ~ I walk slowly and look the other way.
            Tunnel eight has reached the bakery, four metres off course and with the full support of the crew. ~ I dream in brown and measure in noses.
            Today: how to leave a room. All pupils passed, nobody came back, and the door is still open. ~ I have been looked at, so I must have been wrong.
            The books are sticky but sound. Two jars missing, one auditor found asleep under the desk. I have not written who. ~ My pencil is sweet at both ends.
            Announced wind from the west by standing on one leg. Half the marsh applauded, the other half had already left. ~ My scarf says "possibly", my knees say "rain".
            Interest rates are up by one acorn. A client asked where his savings are, and so does the whole board. ~ I buried the ledger somewhere sensible.
            Eleven bowls, filled by seven. The twelfth is for whoever has no name yet; this morning it was empty and licked. ~ I am late by one spoon, and everyone has noticed.
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
            A hare votes with both ears.
            Someone has left a fish on the doorstep, with respect.
            The crows are reading yesterday's news aloud.
            A hedgehog hurries past with somebody's hat.
            In the grass an election is being discussed.
            The cat looked, and the matter was closed.
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
            # work
            Перевожу для двух ворон и юриста. Вороны выражались точно, юриста пришлось просить трижды. ~ За ухом перо, голова болит по-воробьиному.
            «По бокам покороче», — сказал клиент и свернулся от смеха. Четыре часа, одни усы, много пластыря. ~ Расчёски вернулись от кузнеца.
            Защищаю лису: взяла одно яйцо, оставила записку с благодарностью. Суд записку приобщил. Оправдана, с завтраком. ~ Подзащитная отсутствует сразу в трёх местах.
            В полдень спустили на воду «Малый Ус». Хозяева одиннадцать раз съехали по слипу, прежде чем вспомнили про лодку. ~ В чае стружка, в клее хвост.
            Выдано за ночь: «История шороха». Вернули через час, с правками. ~ Тише, справочный отдел на охоте.
            Сегодня вышли шестеро, по одному, и посмотрели на луг. Никто ничего не сказал. По их меркам — буйный праздник. ~ Хожу медленно и смотрю в сторону.
            Восьмой тоннель вышел к пекарне, на четыре метра мимо, при полной поддержке бригады. ~ Сны коричневые, меряю носами.
            Тема урока: как выходить из комнаты. Сдали все, не вернулся никто, дверь открыта. ~ На меня посмотрели — значит, неправ[|а].
            Книги липкие, но верные. Недостача две банки; ревизор найден спящим под столом. Кто, не пишу. ~ Карандаш сладкий с обоих концов.
            Объявляю западный ветер, стоя на одной ноге. Половина болота аплодирует, вторая уже улетела. ~ Шарф говорит «возможно», колени — «дождь».
            Ставка выросла на один жёлудь. Клиент спрашивает, где вклад; правление тоже. ~ Бухгалтерская книга зарыта в надёжном месте.
            К семи полны одиннадцать мисок. Двенадцатая — тому, у кого ещё нет имени; утром она вылизана. ~ Опаздываю на одну ложку, и это заметили все.
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
            Заяц голосует обоими ушами.
            На пороге кто-то оставил рыбу, со всем уважением.
            Вороны читают вслух вчерашнюю газету.
            Ёж торопится мимо с чьей-то шляпой.
            В траве обсуждают выборы.
            Кот посмотрел, и вопрос закрыт.
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
