//! HXL: a table with a row of hashtags under its row of names.

use std::io::Write;

use dateline::wire::v1::{Incident, Tally, Toll};

use crate::cells::{coordinates, names, number, outlets, quotes, safe, text, toll, total, unique, voice, voices};
use crate::{Entry, Error};

/// A column: its name for people, its hashtag, its cell.
struct Tagged<T> {
    name: &'static str,
    tag: &'static str,
    read: fn(&T) -> String,
}

/// The incidents.
pub(crate) fn incidents(entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    write(&INCIDENT, entries, out)
}

/// The running totals, a row a point.
pub(crate) fn tallies(tallies: impl Iterator<Item = Tally>, out: &mut impl Write) -> Result<(), Error> {
    let points = |mut tally: Tally| {
        let points = std::mem::take(&mut tally.points);
        points.into_iter().map(move |point| Tally { points: vec![point], ..tally.clone() })
    };
    write(&TALLY, tallies.flat_map(points), out)
}

/// The hashtags of the incidents' table.
pub(crate) fn columns() -> Vec<String> {
    INCIDENT.iter().map(|column| column.tag.to_owned()).collect()
}

/// The hashtags of the running totals' table.
pub(crate) fn tally_columns() -> Vec<String> {
    TALLY.iter().map(|column| column.tag.to_owned()).collect()
}

fn write<T>(columns: &[Tagged<T>], records: impl Iterator<Item = T>, out: &mut impl Write) -> Result<(), Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(columns.iter().map(|column| column.name))?;
    writer.write_record(columns.iter().map(|column| column.tag))?;
    for record in records {
        writer.write_record(columns.iter().map(|column| safe((column.read)(&record))))?;
    }
    writer.flush()?;
    Ok(())
}

macro_rules! tagged {
    ($($name:literal, $tag:literal, $read:expr;)+) => {
        [$(Tagged { name: $name, tag: $tag, read: $read }),+]
    };
}

static INCIDENT: [Tagged<Entry>; 31] = tagged![
    "Incident", "#event+id", |entry| entry.incident.id.clone();
    "Title", "#event+name", |entry| entry.incident.title.clone();
    "Act", "#event+type", |entry| entry.incident.act.to_string();
    "From", "#date+start", |entry| number(entry.incident.time.as_ref().map(|time| time.start));
    "To", "#date+end", |entry| number(entry.incident.time.as_ref().map(|time| time.end));
    "Country", "#country+code+v_iso3", |entry| text(entry.incident.place.as_ref().and_then(|place| place.country.as_deref()));
    "First-order division", "#adm1+name", |entry| text(entry.incident.place.as_ref().and_then(|place| place.admin1.as_deref()));
    "Second-order division", "#adm2+name", |entry| text(entry.incident.place.as_ref().and_then(|place| place.admin2.as_deref()));
    "Place", "#loc+name", |entry| text(entry.incident.place.as_ref().map(|place| place.name.as_str()));
    "GeoNames id", "#loc+code+v_geonames", |entry| number(entry.incident.place.as_ref().and_then(|place| place.geonames_id));
    "Latitude", "#geo+lat", |entry| number(coordinates(entry.incident.place.as_ref()).map(|(latitude, _)| latitude));
    "Longitude", "#geo+lon", |entry| number(coordinates(entry.incident.place.as_ref()).map(|(_, longitude)| longitude));
    "Precision of the place", "#geo+precision", |entry| text(entry.incident.place.as_ref().map(|place| place.precision.as_ref()));
    "By whom", "#group+perpetrator+name", |entry| names(&entry.incident.perpetrators);
    "On whom", "#group+target+name", |entry| names(&entry.incident.targets);
    "Killed, least", "#affected+killed+min+num", |entry| killed(&entry.incident, |toll| toll.low);
    "Killed, best", "#affected+killed+num", |entry| killed(&entry.incident, |toll| toll.best);
    "Killed, most", "#affected+killed+max+num", |entry| killed(&entry.incident, |toll| toll.high);
    "Women killed", "#affected+f+adults+killed+num", |entry| group(&entry.incident, "women");
    "Men killed", "#affected+m+adults+killed+num", |entry| group(&entry.incident, "men");
    "Children killed", "#affected+children+killed+num", |entry| group(&entry.incident, "children");
    "Injured, least", "#affected+injured+min+num", |entry| end(&entry.incident, "injured", |toll| toll.low);
    "Injured, best", "#affected+injured+num", |entry| end(&entry.incident, "injured", |toll| toll.best);
    "Injured, most", "#affected+injured+max+num", |entry| end(&entry.incident, "injured", |toll| toll.high);
    "Displaced", "#affected+displaced+num", |entry| end(&entry.incident, "displaced", |toll| toll.best);
    "Detained", "#affected+detained+num", |entry| end(&entry.incident, "detained", |toll| toll.best);
    "Abducted", "#affected+abducted+num", |entry| end(&entry.incident, "abducted", |toll| toll.best);
    "Grade", "#status+grade", |entry| entry.incident.grade.to_string();
    "According to", "#meta+voice+list", |entry| voices(entry).join("; ");
    "Words", "#description+quote", |entry| quotes(entry).join(" | ");
    "Published by", "#meta+source+list", outlets;
];

static TALLY: [Tagged<Tally>; 17] = tagged![
    "Series", "#indicator+id", |tally| tally.id.clone();
    "Measure", "#indicator+type", |tally| tally.measure.to_string();
    "Group", "#group+name", |tally| tally.group.to_string();
    "According to", "#meta+voice", |tally| voice(&tally.voice);
    "Country", "#country+code+v_iso3", |tally| text(tally.area.as_ref().and_then(|area| area.country.as_deref()));
    "Area", "#loc+name", |tally| text(tally.area.as_ref().map(|area| area.name.as_str()));
    "Latitude", "#geo+lat", |tally| number(coordinates(tally.area.as_ref()).map(|(latitude, _)| latitude));
    "Longitude", "#geo+lon", |tally| number(coordinates(tally.area.as_ref()).map(|(_, longitude)| longitude));
    "Since", "#date+start", |tally| number(tally.since);
    "Until", "#date+end", |tally| number(tally.points.first().and_then(|point| point.until));
    "At least", "#affected+cumulative+min+num", |tally| number(tally.points.first().and_then(|point| point.floor));
    "Figure", "#affected+cumulative+num", |tally| number(tally.points.first().and_then(|point| point.point));
    "At most", "#affected+cumulative+max+num", |tally| number(tally.points.first().and_then(|point| point.ceiling));
    "Since the one before", "#affected+increment+num", |tally| number(tally.points.first().and_then(|point| point.increment));
    "Words", "#description+quote", |tally| text(tally.points.first().map(|point| point.span.text.as_str()));
    "Claim", "#meta+id+claim", |tally| text(tally.points.first().map(|point| point.claim.as_str()));
    "Report", "#meta+id+report", |tally| unique(tally.points.iter().map(|point| point.report.as_str())).join("; ");
];

fn killed(incident: &Incident, of: fn(&Toll) -> Option<u32>) -> String {
    end(incident, "killed", of)
}

fn end(incident: &Incident, measure: &str, of: fn(&Toll) -> Option<u32>) -> String {
    number(total(incident, measure).and_then(of))
}

fn group(incident: &Incident, group: &str) -> String {
    number(toll(incident, "killed", group).and_then(|toll| toll.best))
}
