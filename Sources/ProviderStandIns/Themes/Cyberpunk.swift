extension ThemeTexts {
    /// Neon, networks and machines that think.
    static let cyberpunk = ThemeTexts(
        english: """
            # names
            Neonfall
            Grid Lumen
            The Undercity Accord
            Static Bay
            Chromehaven
            # about
            essence ~ a world of neon rain and endless towers, where memories are currency and silence is the most expensive subscription.
            theme ~ Being a person in a network that never sleeps: identity, debt and small acts of freedom
            palette ~ neon, magenta, midnight
            technology ~ Implants, street drones, dreams on demand, and an old city network that has started to write poetry.
            society ~ Corporations own the light, districts own the dark; between them live couriers, fixers and people without a profile.
            culture ~ Graffiti is law where law is absent; people exchange real names only with those they trust with their passwords.
            geography ~ Three levels: the Crown above the clouds, the Middle with its markets, and the Low Grid, where the rain ends up.
            history ~ After the Great Blackout lasted nine days, people remembered their neighbours; some have been trying to repeat it ever since.
            climate ~ Warm rain at twenty-two degrees, by contract; cancelled for those who do not pay.
            resources ~ Bandwidth, batteries, clean data, and paper, because it cannot be hacked.
            conflict ~ The Open Hand wants all memories free; the Ledger holds that what is free is worth nothing.
            magic ~ Bugs that repeat themselves are called spirits, and one leaves them a light on.
            period ~ Twenty years after the Blackout
            speech ~ Street code, half words and half signs; a blink can be an insult.
            style ~ rain-soaked cyberpunk neon, reflections and holographic signs
            # places
            Neon Alley ~ in Neon Alley ~ a narrow alley of neon signs and wet asphalt
            the Roof Gardens ~ in the Roof Gardens ~ wild gardens on a rooftop between glowing towers
            the Memory Market ~ at the Memory Market ~ a crowded market selling glowing memory chips
            Noodle Bar 404 ~ in Noodle Bar 404 ~ a tiny noodle bar with steam and holograms
            the Low Grid ~ in the Low Grid ~ a dim lower level with cables and dripping pipes
            the Data Temple ~ in the Data Temple ~ a quiet server hall lit like a cathedral
            Skybridge Nine ~ on Skybridge Nine ~ a glass bridge between two towers above clouds
            the Last Arcade ~ in the Last Arcade ~ an old arcade full of flickering machines
            Terminal Station ~ at Terminal Station ~ a maglev station with endless escalators
            # roles
            memory broker
            courier of the analogue post
            drone veterinarian
            graffiti lawyer
            detective of deleted people
            dream editor
            cook with illegal spices
            hacker on probation
            archivist of paper
            implant tailor
            negotiator for machines
            gardener of the rooftops
            # work
            Bought a summer from a man who needed rent. Sold it within an hour to a girl who had never had one. I kept the smell of the lake as commission. ~ Somebody else's birthday is still stuck in my buffer.
            Eleven envelopes, forty floors, no signal. An old woman kissed hers before opening it. No screen has ever been kissed like that. ~ The lift is offline, my knees are not.
            A courier drone with a fear of heights. We started with the kerb, then a crate. Today it hovered over my hand and trembled for joy. ~ There is a rotor in my sink, recovering.
            Won the right of a wall to stay purple. The corporation appeals; the wall has already been signed by nine hundred witnesses. ~ There is paint on my brief and a brief on my paint.
            My client has no name, no records and a scar from a bicycle. I found the bicycle. It remembered her. ~ I keep my own name on paper, twice.
            Cut four minutes of falling from a banker's dream and left the part where somebody catches him. He wants a refund. He slept until noon. ~ My scissors are digital, the blisters are not.
            Tonight's soup had three molecules that nobody has licensed. A whole table suddenly remembered their mothers. Two paid double. ~ Basil is contraband this week, so I speak of "the green".
            Day sixty without breaking in. I only knocked on one firewall, and it opened by itself, out of loneliness. My officer says knocking counts. ~ I am allowed one terminal and no curiosity.
            Filed a shopping list from before the flood: bread, candles, "tell her". No server has anything that heavy. ~ The archive smells of dust, and dust cannot be hacked.
            Took in a left arm at the seams; the owner lost weight and found love. The cuff lights up when she calls. My idea. ~ I have pins in my lapel and a spare thumb in my pocket.
            The vending machines want Sundays. Management offers polish. We meet again tomorrow; they have asked for a window, and I think they will get it. ~ My voice is at a neutral forty hertz today.
            Planted beans along an antenna. They climb, they flower, and the whole block now receives a station that plays nothing but rain. ~ There is soil under my nails, the expensive kind.
            # things
            a chip with someone else's childhood
            a paper notebook
            a cracked visor
            a drone with a bad conscience
            a key to an offline room
            a battery that hums lullabies
            an umbrella with a hidden antenna
            a cassette from before the Blackout
            a synthetic plant that needs real tears
            a ticket to the upper level
            # events
            the Blackout Anniversary
            the Night of Free Signal
            the Update
            the Drone Migration
            the Festival of Paper
            the Great Queue
            the Hour Without Advertising
            # acts
            disappear from every list
            remember without help
            cook noodles for a hundred
            outwit a vending machine
            walk home without a map
            pay with a story
            sleep without notifications
            talk a door open
            repair a drone's pride
            delete a debt politely
            # foods
            a bowl of midnight noodles
            a can of warm lychee coffee
            a synthetic peach
            a skewer from the corner grill
            # details
            The rain carries six colours of neon.
            A drone hums something almost like a waltz.
            It smells of noodles and hot plastic.
            Somewhere an advertisement apologises.
            The puddles show a better city.
            A screen flickers and winks, probably by chance.
            Cables sway overhead like lianas.
            A hologram smiles at nobody and does not stop.
            Puddles advertise shoes.
            Forty floors up a window opens, a real one.
            Steam rises from the noodle stall like a username.
            Two drones quarrel over a branch.
            For one second there is no signal, and everyone looks up.
            # sayings
            what is offline cannot be taken
            trust the hand, not the profile
            every light has a meter
            read the terms, then read the face
            a backup is a kind of love
            noise is how the city breathes
            # tags
            neonlife
            offline
            lowgrid
            nightshift
            signal
            blackout
            # surnames
            Kaneda
            Sato-Reyes
            Volkov
            Mercer
            Zhang
            Okonkwo
            Vector
            Lumen
            # motifs
            holographic signs
            neon reflections in rain
            flying drones
            endless glowing towers
            tangled cables
            """,
        russian: """
            # names
            Неоновый Дождь
            Сеть Люмен
            Подгородний Пакт
            Бухта Помех
            Хромовая Гавань
            # about
            essence ~ мир неонового дождя и бесконечных башен, где воспоминания — это деньги, а тишина — самая дорогая подписка.
            theme ~ Остаться человеком в сети, которая не спит: имя, долг и маленькая свобода
            technology ~ Импланты, уличные дроны, сны по заказу и старая городская сеть, которая начала писать стихи.
            society ~ Корпорациям принадлежит свет, районам — темнота; между ними живут курьеры, посредники и люди без профиля.
            culture ~ Граффити — закон там, где закона нет; настоящие имена называют лишь тем, кому доверили бы пароль.
            geography ~ Три уровня: Корона над облаками, Середина с рынками и Нижняя Сеть, куда стекает весь дождь.
            history ~ Великое Отключение длилось девять дней, и люди вспомнили соседей; кое-кто с тех пор пытается его повторить.
            climate ~ Тёплый дождь, двадцать два градуса по договору; неплательщикам отменяют.
            resources ~ Канал связи, батареи, чистые данные и бумага: её нельзя взломать.
            conflict ~ Открытая Ладонь хочет освободить все воспоминания; Реестр уверен: что бесплатно, то ничего не стоит.
            magic ~ Ошибки, которые повторяются, зовут духами и оставляют им включённую лампочку.
            period ~ Двадцать лет после Отключения
            speech ~ Уличный код, наполовину слова, наполовину знаки; моргнуть можно оскорбительно.
            style ~ киберпанк под дождём: неон, отражения и голограммы
            # places
            Неоновый переулок ~ в Неоновом переулке
            Сады на крышах ~ в Садах на крышах
            Рынок Памяти ~ на Рынке Памяти
            лапшичная «404» ~ в лапшичной «404»
            Нижняя Сеть ~ в Нижней Сети
            Храм Данных ~ в Храме Данных
            Девятый небесный мост ~ на Девятом небесном мосту
            Последний автомат-клуб ~ в Последнем автомат-клубе
            Конечная станция ~ на Конечной станции
            # roles
            [маклер|маклерша] воспоминаний
            курьер аналоговой почты
            ветеринар дронов
            адвокат граффити
            сыщик удалённых людей
            [редактор|редакторша] снов
            [повар|повариха] с запрещёнными пряностями
            хакер на испытательном сроке
            архивариус бумаги
            [портной|портниха] имплантов
            [переговорщик|переговорщица] с машинами
            садовод на крышах
            # work
            Купил[|а] чьё-то лето: человеку нечем платить за жильё. Через час продал[|а] той, у которой лета не было. Комиссия — запах озера. ~ В буфере застрял чужой день рождения.
            Одиннадцать конвертов, сорок этажей, сети нет. Старушка свой поцеловала, прежде чем открыть. Экраны так не целуют. ~ Лифт не в сети, колени в сети.
            На приёме дрон-курьер с боязнью высоты. Начали с бордюра, потом ящик. Сегодня завис над ладонью и дрожит от радости. ~ В раковине отмокает чей-то винт, идёт на поправку.
            Отстояли право стены быть фиолетовой. Корпорация подаёт жалобу, а стену уже подписали девятьсот свидетелей. ~ Папка в краске, краска по делу.
            У клиентки нет ни имени, ни записей, только шрам от велосипеда. Велосипед нашёлся. Он её помнит. ~ Своё имя храню на бумаге, в двух экземплярах.
            Вырезал[|а] банкиру из сна четыре минуты падения, оставил[|а], как его ловят. Требует вернуть деньги. Спал до полудня. ~ Ножницы цифровые, мозоли настоящие.
            В супе сегодня три молекулы без лицензии. Целый стол разом вспомнил матерей. Двое заплатили вдвойне. ~ Базилик на этой неделе под запретом, говорим «зелёное».
            Шестидесятый день без взломов. Только постучал[|а] в один брандмауэр, он открыл сам, от одиночества. Куратор говорит, стук считается. ~ Разрешены один терминал и ноль любопытства.
            Принят на хранение список покупок, ещё до потопа: хлеб, свечи, «сказать ей». На серверах нет ничего такого веса. ~ В архиве пахнет пылью, а пыль не взломать.
            Ушиваю левую руку: хозяин похудел и влюбился. Манжета светится, когда звонит она. Моя идея. ~ На лацкане булавки, в кармане запасной палец.
            Торговые автоматы требуют воскресений, начальство предлагает полировку. Завтра продолжим: они просят окно и, думаю, получат. ~ Голос сегодня на нейтральных сорока герцах.
            Вдоль антенны посажена фасоль. Лезет, цветёт, и весь квартал ловит теперь станцию, где передают один дождь. ~ Под ногтями земля, и недешёвая.
            # things
            чип с чужим детством
            бумажный блокнот
            треснувший визор
            дрон с нечистой совестью
            ключ от комнаты без сети
            аккумулятор, который гудит колыбельные
            зонт со спрятанной антенной
            диктофон времён до Отключения
            синтетический фикус, которому нужны настоящие слёзы
            билет на верхний уровень
            # events
            Годовщина Отключения ~ Годовщины Отключения
            Ночь Свободного Сигнала ~ Ночи Свободного Сигнала
            Большое Обновление ~ Большого Обновления
            Перелёт дронов ~ Перелёта дронов
            Фестиваль бумаги ~ Фестиваля бумаги
            Великая Очередь ~ Великой Очереди
            Час Без Рекламы ~ Часа Без Рекламы
            # acts
            исчезнуть из всех списков
            вспоминать без подсказок
            сварить лапшу на сто человек
            перехитрить торговый автомат
            дойти домой без карты
            расплатиться историей
            спать без уведомлений
            уговорить дверь открыться
            починить дрону гордость
            вежливо удалить долг
            # foods
            полуночный рамен
            тёплый кофе с личи
            синтетический персик
            шашлычок с угла
            # details
            В дожде шесть цветов неона.
            Дрон гудит почти вальс.
            Пахнет лапшой и горячим пластиком.
            Где-то извиняется реклама.
            В лужах город лучше настоящего.
            Экран мигает и подмигивает, наверное, случайно.
            Над головой лианами качаются кабели.
            Голограмма улыбается никому и не перестаёт.
            Лужи рекламируют обувь.
            На сороковом этаже открывают окно, настоящее.
            Пар над лапшичной похож на чей-то логин.
            Два дрона ссорятся из-за ветки.
            На секунду пропал сигнал, и все подняли головы.
            # sayings
            что не в сети, того не отнять
            верь руке, а не профилю
            у каждого света есть счётчик
            прочти условия, потом прочти лицо
            резервная копия — тоже любовь
            шум — это дыхание города
            # tags
            неон
            внесети
            нижняясеть
            ночнаясмена
            сигнал
            отключение
            # surnames
            Неонов
            Сигналов
            Проводников
            Кодовский
            Хромов
            Башенный
            Дроздов
            Люменский
            """)
}
