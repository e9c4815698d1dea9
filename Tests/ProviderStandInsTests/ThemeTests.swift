import Testing

@testable import ProviderStandIns

@Suite struct ThemeTests {
    @Test(arguments: Theme.allCases) func bothLanguagesSayTheSame(_ theme: Theme) {
        let english = Lexicon([theme == .open ? OpenTheme.sections(in: .english, keywords: []) : Sections(theme.texts.english)])
        let russian = Lexicon([theme == .open ? OpenTheme.sections(in: .russian, keywords: []) : Sections(theme.texts.russian)])
        for (name, pair) in [
            "places": (english.places.count, russian.places.count), "roles": (english.roles.count, russian.roles.count),
            "things": (english.things.count, russian.things.count), "events": (english.events.count, russian.events.count),
            "acts": (english.acts.count, russian.acts.count), "foods": (english.foods.count, russian.foods.count),
        ] {
            #expect(pair.0 == pair.1, "\(theme): \(name)")
            #expect(pair.0 >= 4, "\(theme): \(name)")
        }
        #expect(english.places.allSatisfy { $0.sight != $0.name })
        #expect(russian.places.allSatisfy { $0.at != $0.name })
        #expect(russian.events.allSatisfy { $0.genitive != $0.name })
        #expect(english.motifs.count >= 5)
        for lexicon in [english, russian] {
            for topic in [
                "essence", "theme", "technology", "society", "culture", "geography", "history", "climate", "resources", "conflict",
                "magic", "period", "speech", "style",
            ] {
                #expect(!lexicon.fact(topic).isEmpty, "\(theme): \(topic)")
            }
            #expect(lexicon.names.count >= 5 && lexicon.details.count >= 7 && lexicon.sayings.count >= 6 && lexicon.tags.count >= 6)
        }
        #expect(
            english.fact("palette").split(separator: ",").allSatisfy { ColourWords[String($0.split(separator: " ").last ?? "")] != nil })
    }

    @Test func stylesLeadBackToTheirThemes() {
        for theme in Theme.allCases where theme != .open {
            let style = Lexicon([Sections(theme.texts.english)]).fact("style")
            #expect(Theme.themes(ofPicture: "A thing. In the style of \(style).").first == theme)
        }
    }

    @Test(arguments: [
        ("мир, где всё описывается уравнениями", Theme.mathematics), ("A pirate ship on the ocean", .sea), ("Заколдованный лес", .forest),
        ("Планета роботов у далёкой звезды", .space), ("a start of something", .open), ("Люди, которые носят шляпы", .open),
        ("A world of cooks and bakers", .food), ("Город на крышах", .city), ("Мир говорящих котов", .animals),
    ])
    func ideasFindTheirThemes(_ idea: String, _ theme: Theme) {
        #expect(Theme.themes(of: idea).first == theme)
    }

    @Test func rowsOfPostsAreComplete() {
        for tongue in Tongue.allCases {
            let wording = Wording.of(tongue)
            #expect(wording.singles.count == wording["posts"].count && wording.arcs.allSatisfy { $0.count == 4 })
            #expect(wording.singles.count >= 60 && wording.arcs.count >= 12)
            for pattern in wording.singles + wording.arcs.flatMap({ $0 }) {
                #expect(!wording["open.\(pattern.tone)"].isEmpty, "\(pattern.tone)")
            }
        }
        for section in ["hair", "eyes", "skin", "clothes", "builds", "marks", "expressions", "poses", "artstyles", "relations", "roles"] {
            #expect(Wording.of(.english)[section].count == Wording.of(.russian)[section].count, "\(section)")
        }
    }
}
