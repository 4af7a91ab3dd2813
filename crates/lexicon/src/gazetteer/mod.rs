//! Gazetteer: the named places of the world, read straight from the bytes of the pack.
//!
//! In: the pack that `cargo xtask pack` writes (its layout is in [`layout`]). Out: look-ups from a name to places and from a place to what
//! it lies in. Nothing is copied or built on loading. Knows nothing of context: which of forty Springfields is meant is for `mentions`.

pub mod dump;
pub mod fold;
pub mod layout;
mod words;
pub mod world;
mod write;

use std::ops::Range;

use fst::raw::{Fst, Output};

use layout::{Header, NONE, POSTING, RECORD};
pub use words::{PlaceClass, PlaceWords};
pub use write::PackError;

/// What a place is, from coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A continent or a region of several countries or provinces: "the Sahel".
    Region,
    /// A country or dependency.
    Country,
    /// A first-order division: province, state, governorate.
    Admin1,
    /// A second-order division: district, county.
    Admin2,
    /// A country's capital.
    Capital,
    /// A city, town or village.
    Settlement,
    /// A neighbourhood, suburb or camp.
    Part,
    /// A named building, square or street.
    Site,
    /// A sea, river or strait.
    Water,
}

impl PlaceKind {
    const ALL: [PlaceKind; 9] = [
        PlaceKind::Region,
        PlaceKind::Country,
        PlaceKind::Admin1,
        PlaceKind::Admin2,
        PlaceKind::Capital,
        PlaceKind::Settlement,
        PlaceKind::Part,
        PlaceKind::Site,
        PlaceKind::Water,
    ];

    /// The kind's number in the pack.
    pub fn code(self) -> u8 {
        self as u8
    }

    fn from_code(code: u8) -> PlaceKind {
        PlaceKind::ALL.get(code as usize).copied().unwrap_or(PlaceKind::Settlement)
    }

    /// Whether it is a spot on the map at town scale rather than an area.
    pub fn is_settlement(self) -> bool {
        matches!(self, PlaceKind::Capital | PlaceKind::Settlement | PlaceKind::Part)
    }
}

/// What a name is to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The name the gazetteer prints.
    Primary,
    /// Another spelling or an old name.
    Alternate,
    /// "Lebanese"
    Adjective,
    /// "Gazans"
    People,
    /// "U.S.", "Tenn.": only as capitals or with its full stop.
    Abbreviation,
}

impl NameKind {
    const ALL: [NameKind; 5] =
        [NameKind::Primary, NameKind::Alternate, NameKind::Adjective, NameKind::People, NameKind::Abbreviation];

    /// The kind's number in the pack.
    pub fn code(self) -> u32 {
        self as u32
    }

    fn from_code(code: u32) -> NameKind {
        NameKind::ALL.get(code as usize).copied().unwrap_or(NameKind::Alternate)
    }
}

/// One place of the gazetteer: its number in the pack. Numbers change from pack to pack; GeoNames ids do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// One past the name's last byte.
    pub end: usize,
    /// How many words it has.
    pub words: u32,
    /// Whether only the loose spelling matched.
    pub loose: bool,
    postings: Range<u32>,
}

/// The pack, open; without one, a gazetteer that knows no place.
#[derive(Default)]
pub struct Gazetteer {
    bytes: &'static [u8],
    header: Header,
    plain: Option<Fst<&'static [u8]>>,
    loose: Option<Fst<&'static [u8]>>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gazetteer of {} places", self.len())
    }
}

impl Gazetteer {
    /// The pack that ships with this build.
    pub fn embedded() -> Gazetteer {
        static PACK: &[u8] = include_bytes!("../../../../data/gazetteer/places.pack");
        Gazetteer::open(PACK).unwrap_or_default()
    }

    /// Opens a pack; `None` where the bytes are not one.
    pub fn open(bytes: &'static [u8]) -> Option<Gazetteer> {
        let header = Header::read(bytes)?;
        let plain = Some(Fst::new(bytes.get(header.plain.clone())?).ok()?);
        let loose = Some(Fst::new(bytes.get(header.loose.clone())?).ok()?);
        Some(Gazetteer { bytes, header, plain, loose })
    }

    /// As [`Gazetteer::open`], for bytes that did not ship with this build: the maps must have the check sums they were written with.
    pub fn open_checked(bytes: &'static [u8]) -> Option<Gazetteer> {
        let pack = Gazetteer::open(bytes)?;
        let whole = |keys: &Option<Fst<_>>| keys.as_ref().is_some_and(|keys: &Fst<&'static [u8]>| keys.verify().is_ok());
        (whole(&pack.plain) && whole(&pack.loose)).then_some(pack)
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.header.records.len() / RECORD
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.header.records.is_empty()
    }

    /// The digest of the tables the pack was made from.
    pub fn digest(&self) -> &[u8] {
        &self.header.digest
    }

    /// Every name that starts at byte `start` of `text` and ends with a word, shortest first, appended to `hits`.
    pub fn names(&self, text: &str, start: usize, hits: &mut Vec<Hit>) {
        self.walk(self.plain.as_ref(), text, start, false, hits);
    }

    /// As [`Gazetteer::names`], by the loose spelling, which only the places of regions with many transliterations have.
    pub fn loose_names(&self, text: &str, start: usize, hits: &mut Vec<Hit>) {
        self.walk(self.loose.as_ref(), text, start, true, hits);
    }

    fn walk(&self, keys: Option<&Fst<&'static [u8]>>, text: &str, start: usize, loose: bool, hits: &mut Vec<Hit>) {
        let Some(keys) = keys else { return };
        let mut node = keys.root();
        let mut output = Output::zero();
        let mut at = start;
        let mut words = 0;
        while let Some((word, end)) = fold::word(text, at) {
            let word = if loose { fold::loose(word.bytes()) } else { word };
            if !word.bytes().is_empty() {
                let space: &[u8] = if words > 0 { b" " } else { b"" };
                for &byte in space.iter().chain(word.bytes()) {
                    let Some(found) = node.find_input(byte) else { return };
                    let transition = node.transition(found);
                    output = output.cat(transition.out);
                    node = keys.node(transition.addr);
                }
                words += 1;
                if node.is_final() {
                    let postings = range(output.cat(node.final_output()).value());
                    hits.push(Hit { end, words, loose, postings });
                }
            }
            match fold::next_word(text, end) {
                Some(next) => at = next,
                None => return,
            }
        }
    }

    /// The places of that exact name.
    pub fn named(&self, name: &str) -> Vec<(PlaceId, NameKind)> {
        let mut hits = Vec::new();
        self.names(name, 0, &mut hits);
        hits.iter().filter(|hit| hit.end == name.len()).flat_map(|hit| self.places(hit)).collect()
    }

    /// The places a name may stand for, the most populous first.
    pub fn places(&self, hit: &Hit) -> impl Iterator<Item = (PlaceId, NameKind)> + '_ {
        self.posted(hit.postings.clone())
    }

    /// The places that a map's value stands for.
    fn postings(&self, value: u64) -> impl Iterator<Item = (PlaceId, NameKind)> + '_ {
        self.posted(range(value))
    }

    fn posted(&self, postings: Range<u32>) -> impl Iterator<Item = (PlaceId, NameKind)> + '_ {
        let at = |index: u32| self.header.postings.start + index as usize * POSTING;
        postings.map(move |index| {
            let posting = layout::u32_at(self.bytes, at(index));
            (PlaceId(posting >> 3), NameKind::from_code(posting & 7))
        })
    }

    fn record(&self, place: PlaceId) -> usize {
        self.header.records.start + place.0 as usize * RECORD
    }

    fn u32(&self, place: PlaceId, field: usize) -> u32 {
        layout::u32_at(self.bytes, self.record(place) + field)
    }

    fn byte(&self, place: PlaceId, field: usize) -> u8 {
        self.bytes.get(self.record(place) + field).copied().unwrap_or(0)
    }

    /// Every place, in the pack's order.
    pub fn all(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.len() as u32).map(PlaceId)
    }

    /// GeoNames id; `None` for a place of our own table.
    pub fn geonames_id(&self, place: PlaceId) -> Option<u32> {
        Some(self.u32(place, layout::ID)).filter(|&id| id != 0)
    }

    /// The name to print.
    pub fn name(&self, place: PlaceId) -> &'static str {
        let start = self.header.names.start + self.u32(place, layout::NAME) as usize;
        let end = start + self.byte(place, layout::NAME_LENGTH) as usize;
        self.bytes.get(start..end).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }

    /// What it is.
    pub fn kind(&self, place: PlaceId) -> PlaceKind {
        PlaceKind::from_code(self.byte(place, layout::KIND))
    }

    /// People living there; 0 where not known.
    pub fn population(&self, place: PlaceId) -> u32 {
        self.u32(place, layout::POPULATION)
    }

    /// Its own latitude and longitude, in degrees; `None` where its parents' must stand in.
    pub fn coordinates(&self, place: PlaceId) -> Option<(f64, f64)> {
        let latitude = self.u32(place, layout::LATITUDE) as i32;
        let longitude = self.u32(place, layout::LONGITUDE) as i32;
        (latitude != i32::MIN).then(|| (f64::from(latitude) / 1e5, f64::from(longitude) / 1e5))
    }

    /// The nearest wider place of the gazetteer that holds it.
    pub fn parent(&self, place: PlaceId) -> Option<PlaceId> {
        Some(self.u32(place, layout::PARENT)).filter(|&parent| parent != NONE).map(PlaceId)
    }

    /// The place, its parent, its parent's parent, to the country.
    pub fn ancestors(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        std::iter::successors(Some(place), |&place| self.parent(place)).take(8)
    }

    /// The place itself or the nearest one around it of that kind.
    pub fn ancestor(&self, place: PlaceId, kind: PlaceKind) -> Option<PlaceId> {
        self.ancestors(place).find(|&wider| self.kind(wider) == kind)
    }

    /// ISO 3166-1 alpha-3.
    pub fn country(&self, place: PlaceId) -> Option<&'static str> {
        let start = self.header.countries.start + self.byte(place, layout::COUNTRY) as usize * 3;
        if start + 3 > self.header.countries.end {
            return None;
        }
        self.bytes.get(start..start + 3).and_then(|code| std::str::from_utf8(code).ok()).filter(|code| *code != "---")
    }
}

/// The postings that a map's value stands for.
fn range(value: u64) -> Range<u32> {
    let first = (value >> 8) as u32;
    first..first.saturating_add((value & 0xff) as u32)
}
