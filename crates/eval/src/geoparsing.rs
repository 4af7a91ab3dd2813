//! Geoparsing: toponyms found and placed, against LGL and GeoWebNews; provinces, against the ISAF releases.
//!
//! In: the gold files' text and a reader from a text to places. Out: a [`Score`] that prints. Which gold counts: a toponym with
//! coordinates. A toponym the annotators left without coordinates (a street, a demonym) is neither a hit nor a false alarm, as nobody could
//! place it. Offsets in the gold count characters.

use std::fmt;

/// One toponym of the gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// First byte and one past the last.
    pub range: std::ops::Range<usize>,
    /// Latitude and longitude, where the annotators gave them.
    pub spot: Option<(f64, f64)>,
}

/// One article of the gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What was read.
    pub text: String,
    /// The outlet's domain, where the gold has it.
    pub outlet: Option<String>,
    /// What should have been found.
    pub toponyms: Vec<Toponym>,
}

/// One place as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// First byte and one past the last.
    pub range: std::ops::Range<usize>,
    /// Latitude and longitude.
    pub spot: Option<(f64, f64)>,
    /// What it was taken for, for the list of errors.
    pub label: String,
}

/// The articles of an LGL or GeoWebNews file.
pub fn articles(xml: &str) -> Vec<Article> {
    elements(xml, "article").map(article).collect()
}

fn article(xml: &str) -> Article {
    let text = elements(xml, "text").next().map(unescape).unwrap_or_default();
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let toponyms = elements(xml, "toponym").filter_map(|toponym| {
        let number = |tag| elements(toponym, tag).next().and_then(|value| value.trim().parse::<f64>().ok());
        let offset = |tag| starts.get(number(tag)? as usize).copied();
        let kind = elements(toponym, "type").next().unwrap_or_default();
        // Not toponyms at all: companies, homonyms, "the city".
        if kind.contains("Expression") || matches!(kind, "Non_Toponym" | "Homonym" | "Language") {
            return None;
        }
        let latitude = number("lat").or_else(|| number("latitude"));
        let longitude = number("lon").or_else(|| number("longitude"));
        Some(Toponym { range: offset("start")?..offset("end")?, spot: latitude.zip(longitude) })
    });
    let toponyms = toponyms.collect();
    Article { text, outlet: elements(xml, "domain").next().map(str::to_owned), toponyms }
}

/// The contents of every `<tag …>…</tag>`; these files do not nest a tag in itself.
fn elements<'a>(xml: &'a str, tag: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = xml;
    std::iter::from_fn(move || {
        loop {
            let open = rest.find('<')?;
            rest = &rest[open + 1..];
            let Some(inside) = rest.strip_prefix(tag).filter(|inside| inside.starts_with(['>', ' '])) else { continue };
            let body = inside.find('>')? + 1;
            let close = inside.find(&format!("</{tag}>"))?;
            let found = inside.get(body..close)?;
            rest = &inside[close..];
            return Some(found);
        }
    })
}

fn unescape(text: &str) -> String {
    match text.trim_start().strip_prefix("<![CDATA[").and_then(|text| text.trim_end().strip_suffix("]]>")) {
        Some(text) => text.to_owned(),
        None => {
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
        }
    }
}

/// What was found of a gold set, and how far off.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Gold toponyms with coordinates.
    pub gold: usize,
    /// Those of them that a reading overlaps.
    pub found: usize,
    /// Those of them that a reading covers exactly.
    pub exact: usize,
    /// Readings that overlap no toponym.
    pub false_alarms: usize,
    /// Kilometres from gold to reading, for toponyms found and placed.
    pub kilometres: Vec<f64>,
    /// Toponyms found but not placed.
    pub unplaced: usize,
    /// How often each thing went wrong, by its words.
    pub errors: std::collections::BTreeMap<String, usize>,
}

impl Score {
    /// Adds one article and what was read in it.
    pub fn add(&mut self, article: &Article, readings: &[Reading]) {
        let overlaps = |toponym: &Toponym, reading: &Reading| {
            toponym.range.start < reading.range.end && reading.range.start < toponym.range.end
        };
        for toponym in &article.toponyms {
            let Some(spot) = toponym.spot else { continue };
            self.gold += 1;
            let words = article.text.get(toponym.range.clone()).unwrap_or_default();
            let Some(reading) = readings.iter().find(|reading| overlaps(toponym, reading)) else {
                *self.errors.entry(format!("missed {words}")).or_default() += 1;
                continue;
            };
            self.found += 1;
            self.exact += usize::from(reading.range == toponym.range);
            match reading.spot {
                Some(read) => {
                    let off = kilometres(spot, read);
                    self.kilometres.push(off);
                    if off > 161.0 {
                        *self.errors.entry(format!("misplaced {words} by {off:.0} km: read {}", reading.label)).or_default() += 1;
                    }
                }
                None => {
                    self.unplaced += 1;
                    *self.errors.entry(format!("unplaced {words}: read {}", reading.label)).or_default() += 1;
                }
            }
        }
        for reading in readings.iter().filter(|reading| !article.toponyms.iter().any(|toponym| overlaps(toponym, reading))) {
            self.false_alarms += 1;
            let words = article.text.get(reading.range.clone()).unwrap_or_default();
            *self.errors.entry(format!("false {words}: read {}", reading.label)).or_default() += 1;
        }
    }

    /// Share of readings that are toponyms.
    pub fn precision(&self) -> f64 {
        ratio(self.found, self.found + self.false_alarms)
    }

    /// Share of gold toponyms found.
    pub fn recall(&self) -> f64 {
        ratio(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall, by overlap.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.found, self.found + self.false_alarms + self.gold)
    }

    /// The same, by exact extent.
    pub fn exact_f1(&self) -> f64 {
        ratio(2 * self.exact, self.found + self.false_alarms + self.gold)
    }

    /// Share of the toponyms found that are placed within 161 km (100 miles) of the gold.
    pub fn accuracy(&self) -> f64 {
        ratio(self.near(), self.found)
    }

    /// Share of all gold toponyms that are found and placed within 161 km.
    pub fn accuracy_of_all(&self) -> f64 {
        ratio(self.near(), self.gold)
    }

    fn near(&self) -> usize {
        self.kilometres.iter().filter(|off| **off <= 161.0).count()
    }

    /// Mean and median kilometres off.
    pub fn mean_and_median(&self) -> (f64, f64) {
        let mut sorted = self.kilometres.clone();
        sorted.sort_by(f64::total_cmp);
        let mean = sorted.iter().sum::<f64>() / sorted.len().max(1) as f64;
        (mean, sorted.get(sorted.len() / 2).copied().unwrap_or(0.0))
    }

    /// The errors that came most often.
    pub fn worst(&self, most: usize) -> Vec<(&str, usize)> {
        let mut errors: Vec<_> = self.errors.iter().map(|(error, &times)| (error.as_str(), times)).collect();
        errors.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        errors.truncate(most);
        errors
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mean, median) = self.mean_and_median();
        write!(
            f,
            "{} toponyms: precision {:.1}, recall {:.1}, F1 {:.1} (exact {:.1}); acc@161 {:.1} of found, {:.1} of all; mean {mean:.0} km, median {median:.1} km",
            self.gold,
            100.0 * self.precision(),
            100.0 * self.recall(),
            100.0 * self.f1(),
            100.0 * self.exact_f1(),
            100.0 * self.accuracy(),
            100.0 * self.accuracy_of_all(),
        )
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Kilometres between two points, on a sphere.
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north, east) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let half = north.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * east.sin().powi(2);
    2.0 * 6371.0 * half.sqrt().min(1.0).asin()
}

/// Whether two names of a province are one: letters only, without the vowels that transliterations disagree on.
pub fn same_province(a: &str, b: &str) -> bool {
    let skeleton = |name: &str| -> String {
        let name = name.to_lowercase().replace(" province", "").replace("maidan ", "").replace("kh", "k");
        let mut letters: String =
            name.chars().filter(|letter| letter.is_ascii_alphabetic() && !"aeiouyhw".contains(*letter)).collect();
        letters = letters.replace('q', "k");
        letters
    };
    !a.is_empty() && skeleton(a) == skeleton(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_with_character_offsets() {
        let xml = "<articles><article docid=\"1\"><text><![CDATA[Café in Tyre.]]></text><toponyms count=\"1\"><toponym><start>8</start><end>12</end>\
                   <gaztag geonameid=\"1\"><lat>33.2</lat><lon>35.2</lon></gaztag></toponym></toponyms></article></articles>";
        let articles = articles(xml);
        assert_eq!(articles.len(), 1);
        assert_eq!(&articles[0].text[articles[0].toponyms[0].range.clone()], "Tyre");
        let mut score = Score::default();
        score.add(&articles[0], &[Reading { range: 9..13, spot: Some((33.3, 35.2)), label: "Tyre".into() }]);
        assert_eq!((score.found, score.exact, score.false_alarms), (1, 1, 0));
        assert!(score.accuracy() > 0.99);
    }

    #[test]
    fn a_province_has_many_spellings() {
        assert!(same_province("Khost", "khowst"));
        assert!(same_province("Paktia", "paktya"));
        assert!(!same_province("Paktia", "paktika"));
    }
}
