//! What a text is written in, where its record does not say: by its letters, and only where there are enough of them.

use whatlang::Lang;

/// How many characters a guess needs. On fewer it is wrong too often (headlines are read as languages they are not in).
const ENOUGH: usize = 200;

/// BCP 47; `None` where the text is short or the guess is not sure.
pub fn of(text: &str) -> Option<String> {
    const LOOKED_AT: usize = 4000;
    let end = text.char_indices().nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    text.chars().nth(ENOUGH - 1)?;
    let guess = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    tag(guess.lang()).map(str::to_owned)
}

/// A declared language in the form of BCP 47: "en_us" is "en-US"; what is no tag is none.
pub fn declared(tag: &str) -> Option<String> {
    let mut parts = tag.trim().split(['-', '_']);
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    parts.try_fold(primary, |tag, part| {
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let part = match part.len() {
            2 => part.to_ascii_uppercase(),                                        // a region
            4 => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(), // a script
            _ => part.to_ascii_lowercase(),
        };
        Some(format!("{tag}-{part}"))
    })
}

/// The two-letter tag of a language, or its three letters where it has no two.
fn tag(lang: Lang) -> Option<&'static str> {
    const TAGS: [(Lang, &str); 70] = [
        (Lang::Epo, "eo"),
        (Lang::Eng, "en"),
        (Lang::Rus, "ru"),
        (Lang::Cmn, "zh"),
        (Lang::Spa, "es"),
        (Lang::Por, "pt"),
        (Lang::Ita, "it"),
        (Lang::Ben, "bn"),
        (Lang::Fra, "fr"),
        (Lang::Deu, "de"),
        (Lang::Ukr, "uk"),
        (Lang::Kat, "ka"),
        (Lang::Ara, "ar"),
        (Lang::Hin, "hi"),
        (Lang::Jpn, "ja"),
        (Lang::Heb, "he"),
        (Lang::Yid, "yi"),
        (Lang::Pol, "pl"),
        (Lang::Amh, "am"),
        (Lang::Jav, "jv"),
        (Lang::Kor, "ko"),
        (Lang::Nob, "nb"),
        (Lang::Dan, "da"),
        (Lang::Swe, "sv"),
        (Lang::Fin, "fi"),
        (Lang::Tur, "tr"),
        (Lang::Nld, "nl"),
        (Lang::Hun, "hu"),
        (Lang::Ces, "cs"),
        (Lang::Ell, "el"),
        (Lang::Bul, "bg"),
        (Lang::Bel, "be"),
        (Lang::Mar, "mr"),
        (Lang::Kan, "kn"),
        (Lang::Ron, "ro"),
        (Lang::Slv, "sl"),
        (Lang::Hrv, "hr"),
        (Lang::Srp, "sr"),
        (Lang::Mkd, "mk"),
        (Lang::Lit, "lt"),
        (Lang::Lav, "lv"),
        (Lang::Est, "et"),
        (Lang::Tam, "ta"),
        (Lang::Vie, "vi"),
        (Lang::Urd, "ur"),
        (Lang::Tha, "th"),
        (Lang::Guj, "gu"),
        (Lang::Uzb, "uz"),
        (Lang::Pan, "pa"),
        (Lang::Aze, "az"),
        (Lang::Ind, "id"),
        (Lang::Tel, "te"),
        (Lang::Pes, "fa"),
        (Lang::Mal, "ml"),
        (Lang::Ori, "or"),
        (Lang::Mya, "my"),
        (Lang::Nep, "ne"),
        (Lang::Sin, "si"),
        (Lang::Khm, "km"),
        (Lang::Tuk, "tk"),
        (Lang::Aka, "ak"),
        (Lang::Zul, "zu"),
        (Lang::Sna, "sn"),
        (Lang::Afr, "af"),
        (Lang::Lat, "la"),
        (Lang::Slk, "sk"),
        (Lang::Cat, "ca"),
        (Lang::Tgl, "tl"),
        (Lang::Hye, "hy"),
        (Lang::Cym, "cy"),
    ];
    TAGS.iter().find(|(of, _)| *of == lang).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_tells_and_a_short_one_does_not() {
        let english = "An air strike on the town killed three people on Friday, officials said. ".repeat(4);
        assert_eq!(of(&english).as_deref(), Some("en"));
        let french = "Une frappe aérienne sur la ville a tué trois personnes vendredi, selon les autorités. ".repeat(4);
        assert_eq!(of(&french).as_deref(), Some("fr"));
        let arabic = "قتل ثلاثة أشخاص في غارة جوية على البلدة يوم الجمعة بحسب مسؤولين محليين. ".repeat(4);
        assert_eq!(of(&arabic).as_deref(), Some("ar"));
        assert_eq!(of("An air strike on the town killed three people."), None);
    }

    #[test]
    fn every_language_that_can_be_guessed_has_a_tag() {
        assert!(Lang::all().iter().all(|lang| tag(*lang).is_some()));
    }

    #[test]
    fn a_declaration_is_a_tag_or_nothing() {
        assert_eq!(declared("en_us").as_deref(), Some("en-US"));
        assert_eq!(declared("ZH-hant-TW").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(declared(" ar ").as_deref(), Some("ar"));
        for tag in ["english language", "en-", "é", "e", "en-é", "en-éé", "enéé"] {
            assert_eq!(declared(tag), None, "{tag}");
        }
        assert_eq!(declared(""), None);
    }
}
