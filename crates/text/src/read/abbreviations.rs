//! Abbreviations, and what may follow their stop.
//!
//! In: a word without its stop, in any case. Out: its [`Kind`]. Whether a sentence ends there is for `sentences`.

use super::words::lower;

/// What may follow an abbreviation's stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A title or a part of a name: what follows belongs to it ("Lt.", "St.", "Gov.").
    Title,
    /// A number follows, or the sentence has ended ("No.", "pp.").
    Numbered,
    /// A month or a weekday: a number or another of them follows, or the sentence may have ended.
    Calendar,
    /// May end a sentence, and may stand inside one ("Inc.", "Jr.", "etc.", "U.S.").
    Open,
    /// Never ends a sentence ("vs.", "e.g.").
    Inner,
}

use Kind::{Calendar, Inner, Numbered, Open, Title};

/// Sorted, in lower case, without the stop.
#[rustfmt::skip]
const TABLE: &[(&str, Kind)] = &[
    ("a.k.a", Inner), ("adj", Title), ("adm", Title), ("al", Inner), ("ala", Open), ("alta", Open), ("amb", Title),
    ("approx", Inner), ("apr", Calendar), ("ariz", Open), ("ark", Open), ("art", Numbered), ("asst", Title), ("atty", Title),
    ("aug", Calendar), ("ave", Open), ("batt", Open), ("bde", Open), ("bldg", Open), ("blvd", Open), ("bn", Open),
    ("brig", Title), ("bros", Open), ("ca", Inner), ("calif", Open), ("capt", Title), ("cf", Inner), ("ch", Numbered),
    ("cmdr", Title), ("co", Open), ("col", Title), ("colo", Open), ("comdr", Title), ("conn", Open), ("corp", Open),
    ("coy", Open), ("cpl", Title), ("cres", Open), ("ctr", Open), ("cwo", Title), ("dec", Calendar), ("del", Open),
    ("dept", Inner), ("det", Title), ("dist", Open), ("div", Inner), ("dr", Title), ("drs", Title), ("e.g", Inner),
    ("ed", Open), ("eds", Open), ("eg", Inner), ("ens", Title), ("esp", Inner), ("esq", Open), ("est", Open), ("etc", Open),
    ("ext", Numbered), ("feb", Calendar), ("fig", Numbered), ("figs", Numbered), ("fla", Open), ("fr", Title),
    ("fri", Calendar), ("ft", Title), ("ga", Open), ("gen", Title), ("gens", Title), ("gov", Title), ("govs", Title),
    ("hon", Title), ("hosp", Open), ("hq", Open), ("hrs", Open), ("hwy", Numbered), ("i.e", Inner), ("ie", Inner),
    ("ill", Open), ("inc", Open), ("incl", Inner), ("ind", Open), ("insp", Title), ("intl", Open), ("jan", Calendar),
    ("jr", Open), ("jul", Calendar), ("jun", Calendar), ("kan", Open), ("km", Open), ("ky", Open), ("la", Open),
    ("lance", Title), ("lcpl", Title), ("lt", Title), ("ltc", Title), ("ltd", Open), ("lts", Title), ("maj", Title),
    ("mar", Calendar), ("mass", Open), ("md", Open), ("messrs", Title), ("mfg", Open), ("mich", Open), ("minn", Open),
    ("miss", Open), ("mo", Open), ("mon", Calendar), ("mont", Open), ("mr", Title), ("mrs", Title), ("ms", Title),
    ("msgr", Title), ("mt", Title), ("mx", Title), ("neb", Open), ("nev", Open), ("nfld", Open), ("no", Numbered),
    ("nos", Numbered), ("nov", Calendar), ("oct", Calendar), ("okla", Open), ("ont", Open), ("op", Numbered), ("ore", Open),
    ("p", Numbered), ("pa", Open), ("para", Numbered), ("pfc", Title), ("ph.d", Open), ("plt", Open), ("pop", Inner),
    ("pp", Numbered), ("pres", Title), ("prof", Title), ("prov", Inner), ("pt", Numbered), ("pvt", Title), ("que", Open),
    ("rd", Open), ("regt", Open), ("rep", Title), ("reps", Title), ("ret", Open), ("rev", Title), ("rs", Numbered),
    ("rte", Numbered), ("sask", Open), ("sat", Calendar), ("sec", Title), ("secy", Title), ("sen", Title), ("sens", Title),
    ("sep", Calendar), ("sept", Calendar), ("sgt", Title), ("sgts", Title), ("snr", Open), ("spc", Title), ("spec", Title),
    ("sq", Open), ("sqn", Open), ("sr", Open), ("ssgt", Title), ("st", Title), ("sta", Title), ("ste", Title),
    ("sun", Calendar), ("supt", Title), ("tel", Numbered), ("tenn", Open), ("tex", Open), ("thu", Calendar), ("thur", Calendar),
    ("thurs", Calendar), ("tue", Calendar), ("tues", Calendar), ("univ", Inner), ("v", Inner), ("va", Open), ("vol", Numbered),
    ("vols", Numbered), ("vs", Inner), ("vt", Open), ("wash", Open), ("wed", Calendar), ("wis", Open), ("wyo", Open),
];

/// What may follow the stop of `word`; `None` for a word that is no abbreviation.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    let mut kind = None;
    lower(word, |word| {
        kind = TABLE.binary_search_by_key(&word, |entry| entry.0).ok().map(|index| TABLE[index].1);
        kind.is_some()
    });
    kind
}

/// Whether `word` is written with a stop when it is shortened.
pub(crate) fn is(word: &str) -> bool {
    kind(word).is_some()
}

/// Whether an abbreviation of several parts begins with `part`, of more than one letter: "Ph.D.".
pub(crate) fn joined(part: &str) -> bool {
    matches!(part, "Ph" | "PH" | "Sc" | "Ed" | "ph")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_is_sorted() {
        assert!(super::TABLE.is_sorted_by_key(|entry| entry.0));
    }
}
