extension ThemeTexts {
    /// Kitchens, sweets and feasts.
    static let food = ThemeTexts(
        english: """
            # names
            Marzipania
            The Simmering Isles
            Crumbleton
            The Republic of Spoons
            Gingerhold
            # about
            essence ~ a world that is baked, brewed and simmered, where houses rise like dough and every recipe is a matter of state.
            theme ~ Taste as destiny: sharing, envy and the secret ingredient
            palette ~ cream, rose, chocolate
            technology ~ Ovens as big as cathedrals, whisk turbines, jam pipelines, and spoons that remember every mouth.
            society ~ Chefs govern for one season each; Tasters keep them honest, Dishwashers know all secrets and form the strongest union.
            culture ~ One proposes with soup, mourns with bread and apologises with cake; eating alone requires a permit.
            geography ~ Caramel cliffs, rivers of broth, the Pepper Steppe, and a sugar desert where nothing rots and nothing grows.
            history ~ The Salt War was ended by a cook who served both generals the same soup.
            climate ~ Warm crumb showers, cinnamon winds, and a frosting season.
            resources ~ Salt, yeast, vanilla, patience; old sourdough is guarded like a crown.
            conflict ~ The Sweet and the Savoury have shared one parliament and two tables for three hundred years.
            magic ~ A dish made for one particular person may change that person's mind, once.
            period ~ The ninetieth season of the Open Kitchen
            speech ~ Everyone speaks in flavours; "bland" is a duel.
            style ~ whimsical candy-coloured food illustration, soft pastel textures
            # places
            the Great Oven ~ at the Great Oven ~ an oven the size of a cathedral with glowing doors
            Sugar Lane ~ on Sugar Lane ~ a lane of gingerbread houses with icing roofs
            the Broth Canal ~ by the Broth Canal ~ a steaming canal with ladle-shaped boats
            the Spice Exchange ~ in the Spice Exchange ~ a hall of colourful spice mountains
            the Pancake Terraces ~ on the Pancake Terraces ~ stacked terraces like giant pancakes with syrup falls
            the Sourdough Vault ~ in the Sourdough Vault ~ a vault of bubbling jars under arches
            the Long Table ~ at the Long Table ~ an endless festive table under lanterns
            the Pepper Steppe ~ on the Pepper Steppe ~ a red steppe of waving pepper plants
            the Last Bite Tavern ~ in the Last Bite Tavern ~ a tiny tavern with copper pots
            # roles
            royal taster
            baker of apologies
            broth gondolier
            smuggler of vanilla
            sourdough nurse
            spice detective
            confectioner of monuments
            critic with a tender heart
            dishwasher and keeper of secrets
            inventor of flavours
            jam pipeline inspector
            teacher of knives
            # things
            a spoon that remembers
            a recipe with a burnt corner
            a jar of hundred-year sourdough
            a whisk of silver wire
            a pepper mill with a false bottom
            a cake tin from the war
            a menu signed by both generals
            a bottle of first rain syrup
            a gingerbread key
            an apron with a secret pocket
            # events
            the Rising
            the Feast of Leftovers
            the Night of Soups
            the Tasting of the Mighty
            the Frosting Season
            the Great Spoon Exchange
            the Day of No Salt
            # acts
            bake an apology
            season by ear
            keep a soufflé calm
            taste the truth
            fold dough in silence
            cook for an enemy
            find the missing spice
            peel an onion without crying
            invent a flavour for Monday
            share the last slice
            # foods
            a bowl of midnight soup
            a caramel dumpling
            a slice of cloud cake
            a cup of liquid gingerbread
            # details
            It smells of cinnamon and rain.
            A kettle sings slightly off key.
            Steam draws moustaches on the windows.
            Somewhere butter begins to whisper.
            The crumbs on the road lead uphill.
            A timer rings, and nobody admits to it.
            The icing on the roofs glitters in the sun.
            # sayings
            salt first, speeches later
            a watched soup gossips
            never trust an untouched plate
            dough rises for the patient
            the crust protects the kindness
            hunger is honest, appetite negotiates
            # tags
            kitchenlife
            sourdough
            longtable
            secretingredient
            crumbs
            sweetandsavoury
            # surnames
            Baker
            Saffron
            Crumb
            Pepperidge
            Ladle
            Marzipan
            Butterfield
            Quince
            # motifs
            floating macarons
            candy-striped towers
            rivers of syrup
            steam curling from pots
            sprinkles falling like snow
            """,
        russian: """
            # names
            Марципания
            Кипящие Острова
            Крошево
            Республика Ложек
            Имбирный Край
            # about
            essence ~ мир, который выпечен, сварен и настоян, где дома поднимаются, как тесто, а каждый рецепт — дело государственное.
            theme ~ Вкус как судьба: щедрость, зависть и тайный ингредиент
            technology ~ Печи размером с собор, венчики-турбины, вареньепроводы и ложки, которые помнят каждый рот.
            society ~ Повара правят по одному сезону; Дегустаторы держат их в честности, а Посудомойки знают все секреты, и сильнее их союза нет.
            culture ~ Предложение делают супом, скорбят хлебом, извиняются тортом; чтобы есть в одиночку, нужно разрешение.
            geography ~ Карамельные утёсы, бульонные реки, Перечная степь и сахарная пустыня, где ничто не портится и ничто не растёт.
            history ~ Соляную войну закончил повар, который подал обоим генералам один и тот же суп.
            climate ~ Тёплые дожди из крошек, коричные ветры и сезон глазури.
            resources ~ Соль, дрожжи, ваниль, терпение; старую закваску берегут, как корону.
            conflict ~ У Сладких и Солёных триста лет один парламент и два стола.
            magic ~ Блюдо, приготовленное для одного-единственного человека, может однажды изменить его мнение.
            period ~ Девяностый сезон Открытой Кухни
            speech ~ Все говорят вкусами; слово «пресно» — вызов на дуэль.
            style ~ причудливая кондитерская иллюстрация: пастельные краски и мягкие фактуры
            # places
            Большая печь ~ у Большой печи
            Сахарный переулок ~ в Сахарном переулке
            Бульонный канал ~ у Бульонного канала
            Пряная биржа ~ на Пряной бирже
            Блинные террасы ~ на Блинных террасах
            Хранилище закваски ~ в Хранилище закваски
            Длинный стол ~ за Длинным столом
            Перечная степь ~ в Перечной степи
            трактир «Последний кусочек» ~ в трактире «Последний кусочек»
            # roles
            [королевский дегустатор|королевская дегустаторша]
            пекарь извинений
            [бульонный гондольер|бульонная гондольерка]
            [контрабандист|контрабандистка] ванили
            [санитар|сиделка] закваски
            сыщик пряностей
            кондитер памятников
            критик с нежным сердцем
            [посудомойщик|посудомойка] и [хранитель|хранительница] секретов
            [изобретатель|изобретательница] вкусов
            [инспектор|инспекторша] вареньепровода
            [учитель|учительница] ножей
            # things
            черпак, который всё помнит
            рецепт с обгоревшим уголком
            тесто столетней выдержки
            венчик из серебряной проволоки
            перечный меленок с двойным дном
            противень времён войны
            меню с подписями обоих генералов
            сироп первого дождя
            пряничный ключ
            фартук с тайным карманом
            # events
            Великий Подъём теста ~ Великого Подъёма теста
            Пир Остатков ~ Пира Остатков
            Ночь Супов ~ Ночи Супов
            Проба Сильных ~ Пробы Сильных
            Сезон Глазури ~ Сезона Глазури
            Большой обмен ложками ~ Большого обмена ложками
            День Без Соли ~ Дня Без Соли
            # acts
            испечь извинение
            солить на слух
            сохранить суфле в спокойствии
            попробовать правду на вкус
            молча сложить тесто
            накормить врага
            найти пропавшую пряность
            почистить лук без слёз
            придумать вкус для понедельника
            поделиться последним куском
            # foods
            полуночный суп
            карамельный вареник
            облачный торт
            жидкий пряник
            # details
            Пахнет корицей и дождём.
            Чайник поёт слегка мимо нот.
            Пар рисует на окнах усы.
            Где-то начинает шептать масло.
            Крошки на дороге ведут в гору.
            Звенит таймер, и никто не сознаётся.
            Глазурь на крышах блестит на солнце.
            # sayings
            сначала соль, потом речи
            суп под присмотром сплетничает
            не верь нетронутой тарелке
            тесто поднимается для терпеливых
            корка бережёт доброту
            голод честен, аппетит торгуется
            # tags
            кухня
            закваска
            длинныйстол
            тайныйингредиент
            крошки
            сладкоеисолёное
            # surnames
            Пекарев
            Шафранский
            Крошкин
            Перцов
            Поварёшкин
            Коврижкин
            Маслов
            Ванилин
            """)
}
