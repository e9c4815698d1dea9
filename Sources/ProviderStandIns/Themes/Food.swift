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
            # work
            Tasted the soup at nine, the sauce at ten and my own courage at eleven. All three wanted salt. I am alive, so dinner is served. ~ My tongue is insured, my appetite is not.
            Forty buns with "sorry" on them, one with "sorry again" and a large one that only says "well". They are all gone by noon. ~ There is flour on my conscience, evenly sifted.
            Rowed two lovers across the consommé, and they did not notice the noodles. I sang the second verse for the carrots. ~ The broth is calm and clear, a light swell towards the dumplings.
            Nine pods in a hollow violin. At the border they asked me to play. I played; the whole queue wept and wanted pudding. ~ My cuffs smell of evidence.
            Mother of the house, a hundred and twelve years old, bubbled at four, at eight and when her grandson came. Appetite good. Temper sour, as it should be. ~ I whisper in the kitchen, she has just been fed.
            Someone replaced the mayor's saffron with turmeric. The suspects: nine cooks and one very yellow cat. ~ I followed my nose and it wants lunch.
            The general is finished, in nougat, twice life size. It began to rain at the unveiling, and he has never looked so human. ~ My scaffolding is edible and therefore unsafe.
            I came to destroy a dumpling and left with its cook's whole childhood in my notebook. Four stars. The fifth is for his mother. ~ My pen is sharp and my napkin is wet.
            One learns everything from plates. Table six will marry, table nine has said goodbye over one untouched tart. I washed that one by hand. ~ I know things, and they all smell of lemon.
            Today's invention tastes like the minute before guests arrive. I cannot name it, and nobody can stop eating it. ~ The blue flask is not for tasting. Again.
            A leak of apricot under the town hall. I arrived with a spanner, the whole school arrived with bread. ~ The pressure is normal and the wasps are polite.
            Lesson one: the knife is listening. Lesson two: so is the onion. The class cried together, and now they are friends. ~ I count fingers before and after, it adds up.
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
            A lid rattles with impatience.
            Somewhere onions are making someone honest.
            The street smells of butter, and everyone walks slower.
            Sugar snows from a high window.
            Three spoons ring out, and an argument is over.
            The dough has risen and looks around.
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
            # work
            В девять суп, в десять соус, в одиннадцать собственная храбрость. Всему не хватало соли. Живём, подавайте обед. ~ Язык застрахован, аппетит нет.
            Сорок булочек «прости», одна «прости ещё раз» и большая с одним словом «ну». К полудню пусто. ~ На совести мука, просеянная ровно.
            [Вёз|Везла] через консоме двух влюблённых, лапши не заметили. Второй куплет — для моркови. ~ Бульон прозрачен, лёгкая зыбь у клёцек.
            Девять стручков в полой скрипке. На границе попросили сыграть. Сыграл[|а]: очередь рыдала и хотела пудинга. ~ Манжеты пахнут уликами.
            Закваске сто двенадцать лет. Пузырилась в четыре, в восемь и при виде внука. Аппетит хороший, нрав кислый, как положено. ~ На кухне шёпотом: только что покормлена.
            Кто-то подменил мэру шафран куркумой. Под подозрением девять поваров и очень жёлтый кот. ~ Иду по следу, нос просит обедать.
            Генерал готов: нуга, двойной рост. На открытии пошёл дождь, и никогда ещё он не был так похож на человека. ~ Леса съедобные и поэтому ненадёжные.
            [Шёл|Шла] громить пельмень, ухожу с детством повара в блокноте. Четыре звезды. Пятая — его маме. ~ Перо острое, салфетка мокрая.
            По тарелкам видно всё. Шестой стол поженится, девятый простился над нетронутой тарталеткой. Её мою руками. ~ Знаю многое, и всё пахнет лимоном.
            Новый вкус — как минута перед приходом гостей. Названия нет, а оторваться никто не может. ~ Синюю колбу не пробовать. Опять.
            Под ратушей течь, абрикосовая. У меня ключ, у всей школы хлеб. ~ Давление в норме, осы вежливы.
            Урок первый: нож слушает. Урок второй: лук тоже. Класс поплакал и подружился. ~ Пальцы пересчитываю до и после, сходится.
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
            Крышка дребезжит от нетерпения.
            Где-то лук делает кого-то честным.
            Улица пахнет маслом, все идут медленнее.
            Из высокого окна сыплется сахарный снег.
            Звякают три ложки, спор окончен.
            Тесто поднялось и озирается.
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
