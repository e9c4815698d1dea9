/// What a world can be about. ``open`` is the theme of ideas that fit none of the others; it speaks with the idea's own words.
enum Theme: String, Sendable, CaseIterable {
    case mathematics
    case sea
    case forest
    case space
    case steampunk
    case cyberpunk
    case fantasy
    case desert
    case ice
    case food
    case music
    case animals
    case city
    case dreams
    case open

    /// The theme's texts.
    var texts: ThemeTexts {
        switch self {
        case .mathematics: .mathematics
        case .sea: .sea
        case .forest: .forest
        case .space: .space
        case .steampunk: .steampunk
        case .cyberpunk: .cyberpunk
        case .fantasy: .fantasy
        case .desert: .desert
        case .ice: .ice
        case .food: .food
        case .music: .music
        case .animals: .animals
        case .city: .city
        case .dreams: .dreams
        case .open: .open
        }
    }

    /// The themes whose pictures a prompt describes: those whose styles it names, else those that it is about.
    static func themes(ofPicture prompt: String) -> [Theme] {
        let bytes = Array(prompt.utf8)
        let named = styles.compactMap { style in bytes.firstPosition(of: style.phrase).map { (theme: style.theme, position: $0) } }
        guard named.isEmpty else { return named.sorted { $0.position < $1.position }.prefix(2).map(\.theme) }
        return themes(of: prompt)
    }

    private static let styles: [(theme: Theme, phrase: [UInt8])] = allCases.map { theme in
        (theme, Array(Lexicon([Sections(theme.texts.english)]).fact("style").utf8))
    }

    /// The theme that a text is most about and, if there is one, the runner-up.
    static func themes(of text: String) -> [Theme] {
        var scores: [Theme: Int] = [:]
        var order: [Theme] = []
        var seen: Set<String> = []
        for word in Keywords.words(of: text, limit: 400) {
            guard let match = Stems.match(word), seen.insert(match.stem).inserted else { continue }
            if scores[match.theme] == nil { order.append(match.theme) }
            scores[match.theme, default: 0] += 1
        }
        // Sorting is stable for equal scores by the order of appearance.
        let ranked = order.enumerated().sorted { left, right in
            let (a, b) = (scores[left.element] ?? 0, scores[right.element] ?? 0)
            return a != b ? a > b : left.offset < right.offset
        }
        return ranked.isEmpty ? [.open] : ranked.prefix(2).map(\.element)
    }
}

/// The word beginnings by which a theme is recognised.
enum Stems {
    private static let texts: [(Theme, String)] = [
        (
            .mathematics,
            """
            math equation formula theorem algebra geometr calculus fractal integral axiom numbers arithmetic topolog statistic logarithm \
            матем уравнен формул теорем алгебр геометр фрактал интеграл аксиом цифр арифмет топологи статистик числа числ логарифм
            """
        ),
        (
            .sea,
            """
            sea ocean ship pirate sailor harbor harbour underwater island whale mermaid tide tidal coast lighthouse submarine coral captain drowned \
            море моря морск океан корабл пират матрос гаван подводн остров кит киты китов русал прилив берег маяк подлод коралл капитан рыбак
            """
        ),
        (
            .forest,
            """
            forest wood woods tree jungle moss mushroom fern grove druid meadow garden plant flower botan root \
            лес леса лесу лесн дерев джунгл мох мхом гриб папорот рощ друид сад сады садов растен цветы цветоч ботани дуб дуба
            """
        ),
        (
            .space,
            """
            space planet star stars galax cosmos cosmic astronaut rocket orbit alien moon comet asteroid starship spaceship station martian mars \
            космос космич планет звезд звёзд галакти астронавт космонавт ракет орбит пришель луна луны лунн комет астероид звездолёт станци марс марсиан
            """
        ),
        (
            .steampunk,
            """
            steampunk steam brass clockwork gear gears airship victorian boiler cogs automaton automata clockmaker watchmaker clocks \
            стимпанк паров латун механизм шестер дирижабл викториан котел котёл котла автоматон заводн часовщик
            """
        ),
        (
            .cyberpunk,
            """
            cyberpunk cyber neon hacker android robot implant hologram virtual network corporation megacity digital computer artificial \
            киберпанк кибер неон хакер андроид робот имплант голограм виртуальн корпорац мегаполис цифров компьютер нейросет искусственн
            """
        ),
        (
            .fantasy,
            """
            magic wizard dragon castle knight kingdom medieval elf elves dwarf dwarves sword witch sorcer spell quest king queen goblin unicorn \
            магия магии магич волшебник волшебниц дракон замок замки замке рыцар королев средневек эльф гном меч мечей ведьм колду заклин король короля маги магов единорог
            """
        ),
        (
            .desert,
            """
            desert dune sand sands oasis caravan camel nomad bedouin pyramid pharaoh \
            пустын дюн барханы песок песка песчан оазис караван верблюд кочевник бедуин пирамид фараон
            """
        ),
        (
            .ice,
            """
            ice icy snow frozen winter glacier arctic frost aurora polar blizzard penguin \
            лед лёд льда ледян снег снежн зима зимы зимн ледник арктик мороз сияни полярн вьюг метел пингвин холод
            """
        ),
        (
            .food,
            """
            food cook chef kitchen bake bakery cake candy sweet chocolate restaurant recipe bread cheese spice soup taste pastry \
            еда еды едой повар кухн выпеч пекар торт конфет сладк шоколад ресторан рецепт хлеб сыр сыра специ суп супа вкус пирог кулинар пирожн
            """
        ),
        (
            .music,
            """
            music song sing singer melod instrument orchestra piano violin jazz concert sound harmony rhythm guitar opera \
            музык песн певец певц мелод инструмент оркестр пианино скрип джаз концерт звук звуков гармони ритм гитар опер
            """
        ),
        (
            .animals,
            """
            animal cat cats dog dogs fox foxes rabbit bear bears wolf wolves beast owl owls hamster horse bird birds \
            живот звер кот коты котов кошек кошк собак лис лисы лиса заяц зайц медвед волк волки волков птиц сова совы хомяк лошад
            """
        ),
        (
            .city,
            """
            city town street skyscraper urban metropol tram metro subway district apartment rooftop neighbour neighbor \
            город улиц небоскрёб небоскреб мегапол трамва метро район квартир крыш сосед двор дворы двора
            """
        ),
        (
            .dreams,
            """
            dream sleep nightmare surreal cloud clouds floating pillow imagination illusion memory memories forgotten \
            сон сны снов снам сновид спящ кошмар сюрреал облак облач паря плаваю подушк воображен иллюзи воспомин памят забыт
            """
        ),
    ]

    /// Stems by their first two letters, longest first.
    private static let index: [String: [(stem: String, theme: Theme)]] = {
        var index: [String: [(stem: String, theme: Theme)]] = [:]
        for (theme, text) in texts {
            for stem in text.split(separator: " ") { index[String(stem.prefix(2)), default: []].append((String(stem), theme)) }
        }
        return index.mapValues { $0.sorted { $0.stem.utf8.count > $1.stem.utf8.count } }
    }()

    /// A short stem must be the whole word, or its plural; a longer one its beginning.
    static func match(_ word: String) -> (stem: String, theme: Theme)? {
        index[String(word.prefix(2))]?.first { candidate in
            let stem = candidate.stem
            // Cyrillic letters have two bytes: up to four Latin or three Cyrillic letters are short.
            return stem.utf8.count > 6 || (stem.utf8.count > 4 && stem.utf8.first.map { $0 < 0x80 } ?? false)
                ? word.hasPrefix(stem) : word == stem || word == stem + "s" || word == stem + "ы"
        }
    }
}
