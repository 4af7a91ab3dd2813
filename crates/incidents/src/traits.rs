//! Traits: the marks of a report that belong to one of its happenings.
//!
//! In: a report's [`Marks`] and where its happenings are told. Out: [`Traits`], a happening each. A sentence belongs to the happenings that claims of it
//! tell of; one without claims, to those of the sentence before it. A report of few happenings is about its main one: that has the
//! marks of the whole report.

use std::collections::BTreeSet;

use crate::marks::{Kind, Marked, Marks};

/// How many happenings a report may tell of and still be about its main one.
const FEW: usize = 4;

/// What a happening is known by; each list sorted, each mark once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    /// Persons who hold no office and are not quoted.
    pub persons: Vec<u32>,
    /// Those who do or are.
    pub officials: Vec<u32>,
    /// Streets, buildings and other things with names.
    pub things: Vec<u32>,
    /// Places at P3 or finer.
    pub places: Vec<u32>,
    /// First-order divisions.
    pub divisions: Vec<u32>,
    /// Countries.
    pub countries: Vec<u32>,
    /// Ages.
    pub ages: Vec<u32>,
    /// Days.
    pub days: Vec<u32>,
    /// Other words.
    pub words: Vec<u32>,
    /// Persons, things and places in the order in which they are told, for the keys it is found under.
    pub told: Vec<(bool, u32)>,
}

/// The traits of each happening, given the first bytes of the claims of each.
pub(crate) fn traits(marks: &Marks, claims: &[Vec<usize>]) -> Vec<Traits> {
    let sentences = marks.sentences();
    let mut owners: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); sentences.len()];
    for (happening, starts) in claims.iter().enumerate() {
        for &start in starts {
            let at = sentences.partition_point(|sentence| sentence.start as usize <= start).saturating_sub(1);
            if let Some(owners) = owners.get_mut(at) {
                owners.insert(happening);
            }
        }
    }
    let mut last = owners.iter().find(|owners| !owners.is_empty()).cloned().unwrap_or_default();
    for owners in &mut owners {
        match owners.is_empty() {
            true => owners.clone_from(&last),
            false => last.clone_from(owners),
        }
    }
    let main = (0..claims.len()).min_by_key(|&index| (std::cmp::Reverse(claims[index].len()), index));
    let main = main.filter(|_| claims.len() <= FEW);
    let of = |happening: usize| {
        let own = sentences.iter().zip(&owners);
        let own = own.filter(|(_, owners)| main == Some(happening) || owners.contains(&happening));
        gathered(own.map(|(sentence, _)| sentence))
    };
    (0..claims.len()).map(of).collect()
}

fn gathered<'a>(sentences: impl Iterator<Item = &'a Marked>) -> Traits {
    let mut traits = Traits::default();
    for &(kind, mark) in sentences.flat_map(|sentence| &sentence.marks) {
        let list = match kind {
            Kind::Person => &mut traits.persons,
            Kind::Official => &mut traits.officials,
            Kind::Thing => &mut traits.things,
            Kind::Place => &mut traits.places,
            Kind::Division => &mut traits.divisions,
            Kind::Country => &mut traits.countries,
            Kind::Age => &mut traits.ages,
            Kind::Day => &mut traits.days,
            Kind::Word => &mut traits.words,
        };
        list.push(mark);
        let named = matches!(kind, Kind::Person | Kind::Thing | Kind::Place);
        if named && !traits.told.contains(&(kind == Kind::Place, mark)) {
            traits.told.push((kind == Kind::Place, mark));
        }
    }
    for list in [
        &mut traits.persons,
        &mut traits.officials,
        &mut traits.things,
        &mut traits.places,
        &mut traits.divisions,
        &mut traits.countries,
        &mut traits.ages,
        &mut traits.days,
        &mut traits.words,
    ] {
        list.sort_unstable();
        list.dedup();
    }
    traits
}

/// How many of two sorted lists are in both.
pub(crate) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(at), b.get(other)) {
        shared += usize::from(x == y);
        at += usize::from(x <= y);
        other += usize::from(y <= x);
    }
    shared
}

#[cfg(test)]
mod tests {
    use dateline_mentions::Mentions;
    use dateline_text::Document;

    use super::*;

    /// Invented.
    const TEXT: &str = "Gunmen fired on Acorn Drive.\n\nA boy, 12, was hurt.\n\nA bomb went off on Birch Street.";

    #[test]
    fn a_sentence_without_claims_goes_with_the_one_before_and_the_main_happening_has_all() {
        let marks = Marks::of(&Document::read(TEXT), &Mentions::default());
        let bomb = TEXT.find("A bomb").unwrap();
        let traits = traits(&marks, &[vec![0, 7], vec![bomb]]);
        assert_eq!((traits[0].ages.as_slice(), traits[0].things.len()), (&[12][..], 2));
        assert_eq!((traits[1].ages.as_slice(), traits[1].things.len()), (&[][..], 1));
    }

    #[test]
    fn what_two_lists_share_is_counted_once() {
        assert_eq!(shared(&[1, 3, 5, 7], &[2, 3, 7, 9]), 2);
        assert_eq!(shared(&[], &[1]), 0);
    }
}
