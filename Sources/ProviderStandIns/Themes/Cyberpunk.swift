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
