//! `pack`: compiles the gazetteer from its source tables.
//!
//! In: the GeoNames tables in `data/gazetteer/source` (how to get them is in `data/gazetteer/README.md`) and our own tables in
//! `data/lexicon`. Out: `data/gazetteer/places.pack`, in the layout of `dateline_lexicon::gazetteer::layout`.

mod own;
mod source;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use dateline_lexicon::gazetteer::{NameKind, PlaceKind, fold};

/// What stops a pack from being made.
#[derive(Debug)]
pub struct PackError(String);

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `message` as an error.
fn error(message: impl Into<String>) -> PackError {
    PackError(message.into())
}

/// One place on its way into the pack.
#[derive(Debug, Clone)]
struct Place {
    geonames_id: u32,
    name: String,
    kind: PlaceKind,
    /// Index into [`World::countries`], which starts with "none".
    country: usize,
    parent: Option<usize>,
    coordinates: Option<(f64, f64)>,
    population: u32,
}

/// All places and their names, before they are laid out.
#[derive(Debug, Default)]
struct World {
    /// Alpha-3 codes; the first stands for none.
    countries: Vec<String>,
    places: Vec<Place>,
    /// Plain key → what it may stand for.
    names: BTreeMap<String, Vec<(usize, NameKind)>>,
    /// Places by the codes of the source tables: "AF", "AF.10", "AF.10.1009".
    codes: BTreeMap<String, usize>,
}

impl World {
    /// Adds a name, keeping the stronger kind where the same key is added twice.
    fn name(&mut self, name: &str, place: usize, kind: NameKind) {
        let Some(key) = fold::key(name) else { return };
        if key.len() < 3 && !matches!(kind, NameKind::Primary | NameKind::Abbreviation) {
            return;
        }
        let named = self.names.entry(key).or_default();
        match named.iter_mut().find(|(known, _)| *known == place) {
            Some((_, known)) => *known = (*known).min(kind),
            None => named.push((place, kind)),
        }
    }

    fn add(&mut self, place: Place) -> usize {
        self.places.push(place);
        self.places.len() - 1
    }

    /// The place and everything it lies in, from fine to coarse.
    fn ancestors(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(place), |&place| self.places[place].parent).take(8)
    }
}

/// The pack made from the tables under `root`.
pub fn build(root: &Path) -> Result<Vec<u8>, PackError> {
    let mut world = source::read(&root.join("data/gazetteer/source"))?;
    own::read(&root.join("data/lexicon"), &mut world)?;
    write::bytes(&world, own::digest(root)?)
}

/// Makes the pack and writes it where the build embeds it.
pub fn run(root: &Path) -> Result<(), PackError> {
    let bytes = build(root)?;
    let path = root.join("data/gazetteer/places.pack");
    std::fs::write(&path, bytes).map_err(|problem| error(format!("cannot write {}: {problem}", path.display())))
}

/// The digest that a fresh pack would carry.
pub fn digest(root: &Path) -> Result<[u8; 32], PackError> {
    own::digest(root)
}
